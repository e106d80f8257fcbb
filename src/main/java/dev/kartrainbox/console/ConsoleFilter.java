package dev.kartrainbox.console;

import dev.kartrainbox.signin.ConsoleSignIn;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * What goes for all pages: none is stored, guessed at, or taken along as where somebody came from, and forms of other sites are
 * refused. The policy on scripts is PrimeFaces' to send, since it knows the nonce.
 */
@WebFilter("/console/*")
public class ConsoleFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** In bytes. */
    private static final int MOST = 2 << 20;

    /** In bytes; nobody is known by then. */
    private static final int MOST_OF_SIGN_IN = 16 << 10;

    /** Each holds a thread of the server for as long as it sends, and Kartra needs these. */
    private static final int MOST_SIGNING_IN = 8;

    private static final Set<String> OURS = Set.of("same-origin", "none");

    private final transient Semaphore signingIn = new Semaphore(MOST_SIGNING_IN);

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        if (!"POST".equals(request.getMethod())) {
            show(request, response, chain);
        } else if (isOfAnotherSite(request)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        } else if (request.getContentLengthLong() < 0) {
            response.sendError(HttpServletResponse.SC_LENGTH_REQUIRED);
        } else if (request.getContentLengthLong() > (isSignIn(request) ? MOST_OF_SIGN_IN : MOST)) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        } else if (!isSignIn(request)) {
            chain.doFilter(isForm(request) ? new NoncedRequest(request) : request, response);
        } else if (signingIn.tryAcquire()) {
            try {
                chain.doFilter(new NoncedRequest(request), response);
            } finally {
                signingIn.release();
            }
        } else {
            response.setHeader("Retry-After", "5");
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }

    private static void show(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isRoot(request)) {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", request.getContextPath() + "/console/overview");
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isSignIn(HttpServletRequest request) {
        return request.getRequestURI().startsWith(request.getContextPath() + ConsoleSignIn.PAGE);
    }

    private static boolean isForm(HttpServletRequest request) {
        return request.getHeader("Faces-Request") == null;
    }

    /** Browsers say so, the older ones by the name of the site; what is no browser has no cookie that it could be made to send. */
    private static boolean isOfAnotherSite(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        var origin = request.getHeader("Origin");
        return site != null ? !OURS.contains(site) : origin != null && !isOurs(origin, request.getServerName());
    }

    private static boolean isOurs(String origin, String server) {
        try {
            return server.equalsIgnoreCase(new URI(origin).getHost());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isRoot(HttpServletRequest request) {
        var path = request.getRequestURI().substring(request.getContextPath().length());
        return path.equals("/console") || path.equals("/console/");
    }
}
