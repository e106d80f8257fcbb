(function () {
  "use strict";
  // The server writes times in this zone, from the next page on.
  try {
    var zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone) {
      document.cookie = "kartra-inbox-zone=" + encodeURIComponent(zone) + "; path=" +
        location.pathname.replace(/\/console\/.*/, "/console") + "; samesite=strict; max-age=31536000" +
        (location.protocol === "https:" ? "; secure" : "");
    }
  } catch (e) {
    console.warn("The time zone is not known: times are in UTC.", e.name);
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy]");
    if (!button) {
      return;
    }
    var source = document.getElementById(button.getAttribute("data-copy"));
    navigator.clipboard.writeText(source.value || source.textContent).then(function () {
      button.textContent = button.getAttribute("data-copied");
    }, function () {
      source.focus();
      if (source.select) {
        source.select();
      }
    });
  });
})();
