package dev.kartrainbox.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Where somebody is in the console: on which page, and what that is about. */
public final class Whereabouts {

    private Whereabouts() {}

    /**
     * The page's path, and a query where it has one. Of a form it is told by the browser, not by what was sent: nobody's body is
     * read before they are somebody, since that takes as long as they like.
     */
    public static String of(HttpServletRequest request) {
        var path = request.getRequestURI();
        var query = "GET".equals(request.getMethod()) ? request.getQueryString() : queryBefore(request, path);
        return path + (query == null || query.isEmpty() ? "" : "?" + query);
    }

    private static String queryBefore(HttpServletRequest request, String path) {
        return Optional.ofNullable(request.getHeader("Referer"))
                .flatMap(Whereabouts::address)
                .filter(page -> path.equals(page.getRawPath()))
                .map(URI::getRawQuery)
                .orElse("");
    }

    private static Optional<URI> address(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty(); // then it tells nothing
        }
    }
}
