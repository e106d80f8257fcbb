package dev.kartrainbox.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where somebody is in the console: on which page, and what that is about. */
public final class Whereabouts {

    /** Fields that say what a page is about; those that people fill in have the name of their form before a colon. */
    private static final Pattern ABOUT = Pattern.compile("[A-Za-z]+");

    private Whereabouts() {}

    /** The page's path, and a query where it has one: the request's own, or what the form knew of it. */
    public static String of(HttpServletRequest request) {
        var query = "GET".equals(request.getMethod()) ? request.getQueryString() : about(request);
        return request.getRequestURI() + (query == null || query.isEmpty() ? "" : "?" + query);
    }

    private static String about(HttpServletRequest request) {
        return request.getParameterMap().entrySet().stream()
                .filter(field -> ABOUT.matcher(field.getKey()).matches())
                .filter(field -> !field.getValue()[0].equals(field.getKey())) // but the form itself
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue()[0], StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
