package dev.kartrainbox;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Clients that send a byte a second. */
final class Trickle implements AutoCloseable {

    private static final String BODY = " ".repeat(500);

    private final String url;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<SlowPost> posts;

    Trickle(String url, int clients) {
        this.url = url;
        this.posts = Stream.generate(() -> SlowPost.to(this.url, BODY))
                .limit(clients)
                .toList();
        clock.scheduleAtFixedRate(() -> posts.forEach(Trickle::send), 0, 1, TimeUnit.SECONDS);
    }

    private static void send(SlowPost post) {
        try {
            post.sends(1);
        } catch (UncheckedIOException hungUp) {
            // the server may have had enough of it
        }
    }

    int clients() {
        return posts.size();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        posts.forEach(SlowPost::close);
    }
}
