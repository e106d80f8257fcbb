package dev.kartrainbox.intake;

import dev.kartrainbox.settings.PrivateFiles;
import dev.kartrainbox.settings.Settings;
import dev.kartrainbox.settings.StartOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The keys of the URL that Kartra posts to. Those of the environment count alone; where there are none, those of the database;
 * where there are none either, the first start makes one and writes the whole URL into a file that only the server's user can
 * read. Only hashes are held.
 */
@ApplicationScoped
public class Keys {

    private static final int RANDOM_BYTES = 24;
    private static final String URL_FILE = "outbound-url";

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    private volatile List<LiveKey> live = List.of();

    @Transactional
    void load(@Observes @Priority(StartOrder.KEYS) @Initialized(ApplicationScoped.class) Object start)
            throws IOException {
        if (!settings.keys().isEmpty()) {
            live = settings.keys().stream().map(LiveKey::of).toList();
            return;
        }
        live = entityManager
                .createNamedQuery(AccessKey.ALL, AccessKey.class)
                .getResultStream()
                .map(AccessKey::live)
                .toList();
        if (live.isEmpty()) {
            make();
        } else {
            refreshUrlFile();
        }
    }

    /** The live key that this one is; all of them are compared, whether one matched already or not. */
    Optional<LiveKey> find(String key) {
        var hash = LiveKey.hash(key);
        LiveKey found = null;
        for (var candidate : live) {
            if (candidate.matches(hash)) {
                found = candidate;
            }
        }
        return Optional.ofNullable(found);
    }

    /** Names of the live keys, for the log. */
    List<String> names() {
        return live.stream().map(LiveKey::name).toList();
    }

    /** Where the whole URL stands, if the key was made here. */
    Optional<Path> urlFile() {
        return Optional.of(settings.directory().resolve(URL_FILE))
                .filter(file -> settings.keys().isEmpty() && Files.exists(file));
    }

    /** Writes the URL before the hash is committed: a crash in between leaves a file to be overwritten, never a lost key. */
    private void make() throws IOException {
        var random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        var key = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        write(key);
        entityManager.persist(new AccessKey(LiveKey.of(key), clock.instant()));
        live = List.of(LiveKey.of(key));
    }

    /** The public URL may have changed since the file was written. */
    private void refreshUrlFile() throws IOException {
        var file = urlFile();
        if (file.isPresent()) {
            var url = Files.readString(file.get()).strip();
            var key = url.substring(url.lastIndexOf('/') + 1);
            if (find(key).isPresent()) {
                write(key);
            }
        }
    }

    private void write(String key) {
        var file = settings.directory().resolve(URL_FILE);
        try {
            PrivateFiles.write(file, settings.applicationUrl() + "/outbound/" + key + System.lineSeparator());
        } catch (IOException e) {
            throw new UncheckedIOException("Kartra Inbox does not start: cannot write its URL to " + file, e);
        }
    }
}
