package dev.kartrainbox.intake;

import dev.kartrainbox.inbox.Inbox;
import dev.kartrainbox.inbox.Origin;
import dev.kartrainbox.keys.Keys;
import dev.kartrainbox.keys.LiveKey;
import dev.kartrainbox.settings.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The address that Kartra posts to. Checks in this order: method, key, declared size, body. It is asynchronous, for what it
 * keeps and for what it refuses, because senders that trickle a byte a second would otherwise take all threads of the server.
 * No exception leaves it: the server would log the URL, and with it the key.
 */
@WebServlet(
        urlPatterns = {"/outbound", "/outbound/*"},
        asyncSupported = true)
public class OutboundServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = System.getLogger(OutboundServlet.class.getName());
    private static final int NO_ANSWER_MILLIS = 120_000;

    /** Until there is an answer: whatever the server ends by itself it ends with what stands here, and 200 says that it is kept. */
    private static final int NOT_ANSWERED = HttpServletResponse.SC_SERVICE_UNAVAILABLE;

    private static final Set<String> SECRET_HEADERS = Set.of("cookie", "authorization", "proxy-authorization");

    @Inject
    transient Inbox inbox;

    @Inject
    transient Keys keys;

    @Inject
    transient Settings settings;

    @Inject
    transient Deadlines deadlines;

    @Inject
    transient IntakeMeters meters;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        try {
            response.setStatus(NOT_ANSWERED);
            receive(request, response);
        } catch (Throwable failure) {
            LOG.log(Level.ERROR, "A request failed before it was kept: {0}", Trace.of(failure));
            answerAfterFailure(response);
        }
    }

    private void receive(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!"POST".equals(request.getMethod())) {
            refuse(request, response, Answer.onlyPost());
            return;
        }
        var key = keyOf(request).flatMap(keys::find);
        if (key.isEmpty()) {
            refuse(request, response, Answer.unknownKey());
            return;
        }
        if (request.getContentLengthLong() > settings.bodyLimit()) {
            var refusal = Answer.tooLarge(settings.bodyLimit());
            meters.answered(key.get().name(), null, refusal.status(), 0);
            answer(response, refusal);
            Rest.discard(request, settings.bodyTimeout(), deadlines);
            return;
        }
        var origin = originOf(request, key.get());
        var context = request.startAsync();
        context.setTimeout(NO_ANSWER_MILLIS); // the deadlines are ours; this one only ends what they missed
        new Exchange(context, origin, settings, inbox, deadlines, meters).begin();
    }

    /** What follows {@code /outbound/} in the path, if that is one segment. */
    private static Optional<String> keyOf(HttpServletRequest request) {
        return Optional.ofNullable(request.getPathInfo())
                .filter(path -> path.length() > 1)
                .map(path -> path.substring(1));
    }

    private Origin originOf(HttpServletRequest request, LiveKey key) {
        var headers = Collections.list(request.getHeaderNames()).stream()
                .filter(name -> !SECRET_HEADERS.contains(name.toLowerCase(Locale.ROOT)))
                .flatMap(name ->
                        Collections.list(request.getHeaders(name)).stream().map(value -> name + ": " + value))
                .collect(Collectors.joining("\n"));
        return new Origin(
                key.name(),
                settings.proxies().clientOf(request),
                request.getContentType(),
                request.getHeader("Content-Encoding"),
                headers);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, Answer refusal) throws IOException {
        meters.answered(refusal.status());
        answer(response, refusal);
        Rest.discard(request, settings.bodyTimeout(), deadlines);
    }

    private static void answer(HttpServletResponse response, Answer answer) throws IOException {
        answer.describe(response);
        response.getOutputStream().write(answer.body());
        response.flushBuffer(); // at once: the server would first wait for the rest of a body that nobody reads
    }

    private void answerAfterFailure(HttpServletResponse response) {
        try {
            if (!response.isCommitted()) {
                answer(response, Answer.notKept());
                meters.answered(NOT_ANSWERED); // last: it is gone as well where the application is
            }
        } catch (Throwable senderIsGone) {
            LOG.log(Level.DEBUG, "Nobody to answer: {0}", senderIsGone.getClass());
        }
    }
}
