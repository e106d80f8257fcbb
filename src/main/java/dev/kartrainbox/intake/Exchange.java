package dev.kartrainbox.intake;

import dev.kartrainbox.binding.FirstLook;
import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.Inbox;
import dev.kartrainbox.inbox.Origin;
import dev.kartrainbox.settings.Settings;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One POST on its way: reads the body as it arrives, has it kept, and answers, with no thread waiting for any of it. Whoever
 * comes first of the sender, the writer and the clock decides the answer; a lock keeps them apart, since the server's request
 * and response are not made for several threads.
 */
final class Exchange implements ReadListener, WriteListener, AsyncListener, Timed {

    private static final Logger LOG = System.getLogger(Exchange.class.getName());
    private static final int FIRST_BUFFER = 4096;
    private static final Duration KEEP_TIMEOUT = Duration.ofSeconds(15);

    private enum Stage {
        READING,
        KEEPING,
        ANSWERED
    }

    private final AsyncContext context;
    private final Origin origin;
    private final int bodyLimit;
    private final Inbox inbox;
    private final Deadlines deadlines;
    private final IntakeMeters meters;
    private final ServletInputStream input;
    private final Duration bodyTimeout;

    private Stage stage = Stage.READING;
    private long deadline;
    private byte[] body;
    private int length;
    private long readAt;
    private @Nullable String action;
    private @Nullable Answer answer;
    private boolean written;

    Exchange(
            AsyncContext context,
            Origin origin,
            Settings settings,
            Inbox inbox,
            Deadlines deadlines,
            IntakeMeters meters)
            throws IOException {
        this.context = context;
        this.origin = origin;
        this.bodyLimit = settings.bodyLimit();
        this.bodyTimeout = settings.bodyTimeout();
        this.inbox = inbox;
        this.deadlines = deadlines;
        this.meters = meters;
        this.input = context.getRequest().getInputStream();
        long declared = context.getRequest().getContentLengthLong();
        // what a sender declares is believed up to a first buffer only: declaring costs nothing
        this.body = new byte[declared > 0 ? (int) Math.min(declared + 1, FIRST_BUFFER) : FIRST_BUFFER];
    }

    synchronized void begin() {
        context.addListener(this);
        deadline = System.nanoTime() + bodyTimeout.toNanos();
        deadlines.watch(this);
        input.setReadListener(this);
    }

    @Override
    public synchronized void onDataAvailable() {
        try {
            read();
        } catch (Throwable failure) { // left to the server, it would be logged together with the URL
            giveUp(failure);
        }
    }

    private void read() throws IOException {
        // not isFinished: to Payara that is a body that has arrived, read or not
        while (stage == Stage.READING && input.isReady()) {
            if (length == body.length) {
                body = Arrays.copyOf(body, (int) Math.min(body.length * 4L, bodyLimit + 1L));
            }
            int count = input.read(body, length, body.length - length);
            if (count < 0) {
                return;
            }
            length += count;
            if (length > bodyLimit) {
                answer(Answer.tooLarge(bodyLimit));
            }
        }
    }

    @Override
    public synchronized void onAllDataRead() {
        if (stage != Stage.READING) {
            return;
        }
        if (length == 0) {
            answer(Answer.empty());
            return;
        }
        try {
            keep(Arrays.copyOf(body, length));
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.ERROR, "A body was read, but could not be kept: {0}", Trace.of(failure));
            answer(Answer.notKept());
        }
    }

    private void keep(byte[] bytes) {
        stage = Stage.KEEPING;
        readAt = System.nanoTime();
        deadline = readAt + KEEP_TIMEOUT.toNanos();
        var contents = FirstLook.at(bytes, origin.contentEncoding());
        action = contents.action();
        inbox.keep(origin, contents, bytes).whenComplete(this::kept);
    }

    private synchronized void kept(@Nullable Delivery delivery, @Nullable Throwable failure) {
        if (delivery == null || failure != null) {
            meters.notKept();
        } else {
            meters.kept(delivery, Duration.ofNanos(System.nanoTime() - readAt));
        }
        if (stage == Stage.KEEPING) {
            answer(delivery != null && failure == null ? Answer.kept(delivery) : Answer.notKept());
        }
    }

    @Override
    public synchronized void expire(long now) {
        if (now - deadline < 0 || stage == Stage.ANSWERED) {
            return;
        }
        // while keeping, it may be kept or not: unknown is unknown
        answer(stage == Stage.READING ? Answer.tooSlow() : Answer.notKept());
    }

    /** Never writes from here: the caller may be the writer, which must not wait for a sender that does not listen. */
    private void answer(Answer decided) {
        stage = Stage.ANSWERED;
        answer = decided;
        meters.answered(origin.keyName(), action, decided.status(), length);
        try {
            decided.describe((HttpServletResponse) context.getResponse());
            context.getResponse().getOutputStream().setWriteListener(this);
        } catch (IOException | RuntimeException e) {
            giveUp(e);
        }
        deadlines.forget(this); // not before: an application that is stopping waits for it
    }

    @Override
    public synchronized void onWritePossible() {
        try {
            write();
        } catch (Throwable failure) {
            giveUp(failure);
        }
    }

    private void write() throws IOException {
        ServletOutputStream output = context.getResponse().getOutputStream();
        if (!written && answer != null) {
            written = true;
            output.write(answer.body());
        }
        if (output.isReady()) {
            context.complete();
        }
    }

    /** Of reading or writing: the sender is gone, or sent what is no HTTP. What was kept stays kept. */
    @Override
    public synchronized void onError(Throwable failure) {
        giveUp(failure);
    }

    private void giveUp(Throwable failure) {
        LOG.log(Level.DEBUG, "An exchange ended at {0} without an answer: {1}", stage, failure.getClass());
        int status = stage == Stage.READING
                ? HttpServletResponse.SC_BAD_REQUEST
                : HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        if (answer == null && stage != Stage.ANSWERED) {
            meters.answered(origin.keyName(), action, status, length);
        }
        stage = Stage.ANSWERED;
        deadlines.forget(this);
        try {
            var response = (HttpServletResponse) context.getResponse();
            if (answer == null && !response.isCommitted()) {
                response.setStatus(status); // otherwise it would be 200, which says that it is kept
            }
            context.complete();
        } catch (RuntimeException overAlready) {
            LOG.log(Level.DEBUG, "It was over already");
        }
    }

    @Override
    public synchronized void onTimeout(AsyncEvent event) {
        LOG.log(Level.WARNING, "A sender did not take its answer in time");
        giveUp(new IllegalStateException("timeout"));
    }

    @Override
    public synchronized void onError(AsyncEvent event) {
        giveUp(event.getThrowable() == null ? new IllegalStateException("unknown") : event.getThrowable());
    }

    @Override
    public synchronized void onComplete(AsyncEvent event) {
        if (stage != Stage.ANSWERED) { // after that, the application may be gone
            deadlines.forget(this);
        }
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // never started twice
    }
}
