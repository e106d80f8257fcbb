package dev.kartrainbox.monitoring;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** Tells a balancer or a monitor how the application is, in the format of MicroProfile Health: 200 if it is up, else 503. */
@WebServlet({HealthServlet.LIVE, "/health/ready"})
public class HealthServlet extends HttpServlet {

    static final String LIVE = "/health/live";

    private static final long serialVersionUID = 1L;
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    @Inject
    transient Health health;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        if (!METHODS.contains(request.getMethod())) {
            response.setHeader("Allow", "GET, HEAD");
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        var report = LIVE.equals(request.getServletPath()) ? health.live() : health.ready();
        var body = json(report).toString().getBytes(StandardCharsets.UTF_8);
        response.setStatus(report.isUp() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        if ("GET".equals(request.getMethod())) {
            response.getOutputStream().write(body);
        }
    }

    private static JsonObject json(Health.Report report) {
        var checks = JSON.createArrayBuilder();
        report.checks().forEach(check -> checks.add(json(check)));
        return JSON.createObjectBuilder()
                .add("status", Check.status(report.isUp()))
                .add("checks", checks)
                .build();
    }

    private static JsonObjectBuilder json(Check check) {
        var json = JSON.createObjectBuilder().add("name", check.name()).add("status", check.status());
        return check.data().isEmpty() ? json : json.add("data", JSON.createObjectBuilder(check.data()));
    }
}
