package dev.kartrainbox.extension;

import dev.kartrainbox.kartra.KartraEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Files;
import java.nio.file.Path;

/** An observer that takes its time, as one would that asks a slow service, as long as a test wants it so. */
@ApplicationScoped
public class Sleeper {

    private static final long SLOW_MILLIS = 2000;

    void on(@Observes KartraEvent event) throws InterruptedException {
        if (Files.exists(switchIn(ServerData.directory()))) {
            Thread.sleep(SLOW_MILLIS);
        }
    }

    /** While this file exists, it sleeps two seconds at every event. */
    public static Path switchIn(Path serverData) {
        return serverData.resolve("sleeper-sleeps");
    }
}
