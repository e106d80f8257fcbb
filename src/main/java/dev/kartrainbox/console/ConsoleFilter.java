package dev.kartrainbox.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * What goes for all pages: none is stored, guessed at, or taken along as where somebody came from, and forms of other sites are
 * refused. The policy on scripts is PrimeFaces' to send, since it knows the nonce.
 */
@WebFilter("/console/*")
public class ConsoleFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final Set<String> OURS = Set.of("same-origin", "none");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        if (isOfAnotherSite(request)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        } else if (isRoot(request)) {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", request.getContextPath() + "/console/overview");
        } else {
            chain.doFilter(isForm(request) ? new NoncedRequest(request) : request, response);
        }
    }

    private static boolean isForm(HttpServletRequest request) {
        return "POST".equals(request.getMethod()) && request.getHeader("Faces-Request") == null;
    }

    /** Browsers say so; what is no browser has no cookie that it could be made to send. */
    private static boolean isOfAnotherSite(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        return !"GET".equals(request.getMethod()) && site != null && !OURS.contains(site);
    }

    private static boolean isRoot(HttpServletRequest request) {
        return request.getRequestURI().matches(request.getContextPath() + "/console/?");
    }
}
