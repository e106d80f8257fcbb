package dev.kartrainbox.monitoring;

import dev.kartrainbox.inbox.SqlStates;
import dev.kartrainbox.settings.Settings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Tells Prometheus the metrics, in its text format. */
@WebServlet("/metrics")
public class MetricsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = System.getLogger(MetricsServlet.class.getName());
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String PROBLEM = "application/problem+json";

    private static final String NOT_ALLOWED =
            "{\"type\":\"about:blank\",\"title\":\"Method Not Allowed\",\"status\":405,\"detail\":\"Metrics are read with GET.\"}";
    private static final String UNAUTHORIZED =
            "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"From elsewhere, and through a proxy, metrics are read with the token of KARTRA_INBOX_METRICS_TOKEN.\"}";

    @Inject
    transient PrometheusMeterRegistry registry;

    @Inject
    transient SampledMeters sampled;

    @Inject
    transient Settings settings;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        try {
            answer(request, response);
        } catch (Throwable failure) {
            LOG.log(Level.ERROR, "Metrics could not be told: {0}", SqlStates.describe(failure));
            if (!response.isCommitted()) {
                response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            }
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        if (!METHODS.contains(request.getMethod())) {
            response.setHeader("Allow", "GET, HEAD");
            write(request, response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, PROBLEM, NOT_ALLOWED);
        } else if (!new ScrapeAccess(settings.metricsToken()).isGranted(request)) {
            response.setHeader("WWW-Authenticate", "Bearer");
            write(request, response, HttpServletResponse.SC_UNAUTHORIZED, PROBLEM, UNAUTHORIZED);
        } else {
            sampled.refresh();
            write(request, response, HttpServletResponse.SC_OK, TEXT_FORMAT, registry.scrape());
        }
    }

    private static void write(
            HttpServletRequest request, HttpServletResponse response, int status, String contentType, String text)
            throws IOException {
        var body = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(contentType);
        response.setContentLength(body.length);
        if (!"HEAD".equals(request.getMethod())) {
            response.getOutputStream().write(body);
        }
    }
}
