package dev.kartrainbox.intake;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * What is still to come of the body of a request that is answered already. A server that is left alone with it holds a thread
 * until the sender is done. Here no thread waits for it, and it has no longer than a body that is kept; then the connection is
 * closed.
 */
final class Rest implements ReadListener, WriteListener, AsyncListener, Timed {

    private static final Logger LOG = System.getLogger(Rest.class.getName());

    private final AsyncContext context;
    private final ServletInputStream input;
    private final Deadlines deadlines;
    private final long deadline;
    private final byte[] discarded = new byte[4096];
    private boolean over;

    private Rest(AsyncContext context, Duration timeout, Deadlines deadlines) throws IOException {
        this.context = context;
        this.input = context.getRequest().getInputStream();
        this.deadlines = deadlines;
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    /**
     * Takes what comes of the body, in the background.
     *
     * @param request whose answer is sent
     * @param timeout after which the connection is closed, whatever is still to come
     * @throws IOException if the request is broken
     */
    static void discard(HttpServletRequest request, Duration timeout, Deadlines deadlines) throws IOException {
        if (request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null) {
            return;
        }
        var context = request.startAsync();
        context.setTimeout(2 * timeout.toMillis()); // the deadlines are ours; this one only ends what they missed
        var rest = new Rest(context, timeout, deadlines);
        context.addListener(rest);
        deadlines.watch(rest);
        rest.input.setReadListener(rest);
    }

    @Override
    public synchronized void onDataAvailable() {
        try {
            while (!over && input.isReady() && input.read(discarded) >= 0) {}
        } catch (Throwable failure) { // left to the server, it would be logged together with the URL
            end(failure);
        }
    }

    @Override
    public synchronized void onAllDataRead() {
        if (!over) {
            complete();
        }
    }

    /** Not from here: WildFly would wait for the body in this thread, unless it is one of those that wait for many. */
    @Override
    public synchronized void expire(long now) {
        if (over || now - deadline < 0) {
            return;
        }
        over = true;
        try {
            context.getResponse().getOutputStream().setWriteListener(this);
        } catch (IOException | RuntimeException e) {
            end(e);
        }
    }

    @Override
    public synchronized void onWritePossible() {
        complete();
    }

    @Override
    public synchronized void onError(Throwable failure) {
        end(failure);
    }

    @Override
    public synchronized void onTimeout(AsyncEvent event) {
        end(new IllegalStateException("timeout"));
    }

    @Override
    public synchronized void onError(AsyncEvent event) {
        end(event.getThrowable() == null ? new IllegalStateException("unknown") : event.getThrowable());
    }

    private void end(Throwable failure) {
        LOG.log(Level.DEBUG, "A refused body did not come to its end: {0}", failure.getClass());
        complete();
    }

    private void complete() {
        over = true;
        deadlines.forget(this);
        try {
            context.complete();
        } catch (RuntimeException overAlready) {
            LOG.log(Level.DEBUG, "It was over already");
        }
    }

    @Override
    public synchronized void onComplete(AsyncEvent event) {
        deadlines.forget(this);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // never started twice
    }
}
