package dev.kartrainbox.console;

import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A form that was sent without the nonce of its page: PrimeFaces' script adds that, but only pages that need it load it, and
 * nobody has to run scripts. PrimeFaces expects one all the same, for the page that is the answer.
 */
class NoncedRequest extends HttpServletRequestWrapper {

    private static final String NONCE = "primefaces.nonce";

    private @Nullable String fresh;

    NoncedRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public @Nullable String getParameter(String name) {
        var given = super.getParameter(name);
        return given == null && NONCE.equals(name) ? nonce() : given;
    }

    private String nonce() {
        return Optional.ofNullable(FacesContext.getCurrentInstance())
                .map(FacesContext::getViewRoot)
                .map(view -> view.getViewMap(false))
                .map((Map<String, Object> kept) -> (String) kept.get(NONCE))
                .orElseGet(this::fresh);
    }

    private String fresh() {
        if (fresh == null) {
            fresh = Base64.getEncoder()
                    .encodeToString(UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
        }
        return fresh;
    }
}
