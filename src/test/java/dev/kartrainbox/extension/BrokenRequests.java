package dev.kartrainbox.extension;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Makes a request fail inside the servlet, where a test asks for it by a header. */
@WebFilter(urlPatterns = "/outbound/*", asyncSupported = true)
public class BrokenRequests extends HttpFilter {

    public static final String HEADER = "X-Break";

    /** Value of the header for a request that fails before the servlet, so that the server has to deal with it. */
    public static final String BEFORE = "before";

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (BEFORE.equals(request.getHeader(HEADER))) {
            throw new IllegalStateException("broken before the servlet");
        }
        chain.doFilter(request.getHeader(HEADER) == null ? request : broken(request, response), response);
    }

    private static HttpServletRequest broken(HttpServletRequest request, HttpServletResponse response) {
        return new HttpServletRequestWrapper(request) {
            @Override
            public ServletInputStream getInputStream() {
                throw new IllegalStateException("broken at " + getRequestURI());
            }

            /** Left alone, some servers go on with the request inside. */
            @Override
            public AsyncContext startAsync() {
                return startAsync(this, response);
            }
        };
    }
}
