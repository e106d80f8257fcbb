(function () {
  "use strict";
  // PrimeFaces calls it with what a chart is made of: colors of texts and lines are those of the page.
  window.kartraInboxChart = function () {
    var style = getComputedStyle(document.documentElement);
    var axis = {
      stacked: true,
      beginAtZero: true,
      ticks: { color: style.getPropertyValue("--soft"), precision: 0, maxRotation: 0 },
      grid: { color: style.getPropertyValue("--line") }
    };
    this.cfg.config.options = {
      animation: false,
      maintainAspectRatio: false,
      interaction: { mode: "index", intersect: false },
      scales: { x: axis, y: axis },
      plugins: { legend: { position: "bottom", labels: { color: style.getPropertyValue("--ink"), boxWidth: 14 } } }
    };
  };
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
