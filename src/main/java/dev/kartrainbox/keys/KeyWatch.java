package dev.kartrainbox.keys;

import dev.kartrainbox.inbox.SchemaReady;
import dev.kartrainbox.settings.StartOrder;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks every two seconds which keys count, since an operator may have made or ended one on any node. */
@ApplicationScoped
public class KeyWatch {

    private static final Logger LOG = System.getLogger(KeyWatch.class.getName());
    private static final long PAUSE_MILLIS = 2000;
    private static final long STOP_MILLIS = 5000;

    @Resource
    ManagedThreadFactory threads;

    @Inject
    Keys keys;

    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable Thread thread;

    synchronized void begin(@Observes @Priority(StartOrder.KEYS + 1) SchemaReady ready) {
        if (thread == null) {
            thread = threads.newThread(this::watch);
            thread.setName("kartra-inbox-keys");
            thread.start();
        }
    }

    /** It looks up by itself: an interrupt would close H2's file. */
    synchronized void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object end) {
        over.countDown();
        if (thread == null) {
            return;
        }
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try {
            while (!over.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            keys.refresh();
        } catch (RuntimeException databaseIsAway) { // the keys that counted go on to count; others say that it is away
            LOG.log(Level.DEBUG, "The keys could not be looked at: {0}", databaseIsAway.getClass());
        }
    }
}
