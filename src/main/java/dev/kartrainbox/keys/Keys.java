package dev.kartrainbox.keys;

import dev.kartrainbox.inbox.SchemaReady;
import dev.kartrainbox.settings.PrivateFiles;
import dev.kartrainbox.settings.Secrets;
import dev.kartrainbox.settings.Settings;
import dev.kartrainbox.settings.StartOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The keys of the URL that Kartra posts to. Those of the environment count alone; where there are none, those of the database, of
 * which this node has a copy for when that is away; where there are none either, the first start makes one and writes the whole
 * URL into a file that only the server's user can read. Only hashes are held.
 */
@ApplicationScoped
public class Keys {

    private static final Logger LOG = System.getLogger(Keys.class.getName());
    private static final int RANDOM_BYTES = 24;
    private static final String URL_FILE = "outbound-url";
    private static final String COPY_FILE = "live-keys";

    @Inject
    StoredKeys storedKeys;

    @Inject
    TrialKey trialKey;

    @Inject
    Settings settings;

    private volatile List<LiveKey> live = List.of();
    private boolean loaded;

    /** Before the database is there, and whether or not it will be. */
    public void begin(@Observes @Priority(StartOrder.KEYS) @Initialized(ApplicationScoped.class) Object start) {
        live = settings.keys().isEmpty()
                ? copy().all()
                : settings.keys().stream().map(LiveKey::of).toList();
    }

    /** The database knows better than the copy which keys are live. */
    synchronized void load(@Observes @Priority(StartOrder.KEYS) SchemaReady ready) {
        if (settings.keys().isEmpty()) {
            var stored = storedKeys.reconcile(copy());
            take(stored.any() ? stored : storedKeys.reconcile(new KeyCopy(List.of(), List.of(make()))));
            loaded = true;
            refreshUrlFile();
        }
    }

    /** Takes over what was changed in the database since, by whichever node; throws where that is away, and nothing changes. */
    synchronized void refresh() {
        if (loaded) {
            take(storedKeys.now());
        }
    }

    private void take(StoredKeys.Holding stored) {
        if (!sameAs(stored.live()) || !loaded) {
            live = stored.live();
            write(new KeyCopy(live, List.of()));
            LOG.log(Level.INFO, "Keys that count: {0}", names());
        }
    }

    private boolean sameAs(List<LiveKey> others) {
        return live.size() == others.size()
                && others.stream()
                        .allMatch(other -> live.stream()
                                .anyMatch(key -> key.name().equals(other.name()) && key.matches(other.sha256())));
    }

    /**
     * Where neither environment nor copy has a key, and the database is away: what the URL file says counts, or else a key is made
     * now, so that whatever is posted with it is kept. Its hash joins the database later.
     */
    synchronized void beginWithoutDatabase(
            @Observes @Priority(StartOrder.DISPATCHING) @Initialized(ApplicationScoped.class) Object start) {
        if (settings.keys().isEmpty() && live.isEmpty() && !loaded && !isKnownThatAllWereEnded()) {
            var copy = keyInUrlFile()
                    .map(key -> new KeyCopy(List.of(LiveKey.of(key)), List.of()))
                    .orElseGet(() -> new KeyCopy(List.of(), List.of(make())));
            live = copy.all();
            write(copy);
            LOG.log(Level.WARNING, "The database is away, so the key of the URL file counts: {0}", names());
        }
    }

    /** The copy was written, and holds none: what the URL file says must not count again. */
    private boolean isKnownThatAllWereEnded() {
        try {
            return Files.exists(copyFile()) && KeyCopy.read(copyFile()).all().isEmpty();
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** The live key that this one is; all of them are compared, whether one matched already or not. */
    public Optional<LiveKey> find(String key) {
        var hash = LiveKey.hash(key);
        LiveKey found = null;
        for (var candidate : live) {
            if (candidate.matches(hash)) {
                found = candidate;
            }
        }
        if (trialKey.key().matches(hash)) {
            found = trialKey.key();
        }
        return Optional.ofNullable(found);
    }

    /** Names of the live keys, for the log. */
    public List<String> names() {
        return live.stream().map(LiveKey::name).toList();
    }

    /** Where the whole URL stands, if the key was made here. */
    public Optional<Path> urlFile() {
        return Optional.of(settings.directory().resolve(URL_FILE))
                .filter(file -> settings.keys().isEmpty() && Files.exists(file));
    }

    /** Writes the URL before the hash is stored: a crash in between leaves a file to be overwritten, never a lost key. */
    private LiveKey make() {
        var key = Secrets.ofBytes(RANDOM_BYTES);
        writeUrl(key);
        return LiveKey.of(key);
    }

    /** The public URL may have changed since the file was written. */
    private void refreshUrlFile() {
        keyInUrlFile().filter(key -> find(key).isPresent()).ifPresent(this::writeUrl);
    }

    private Optional<String> keyInUrlFile() {
        try {
            return urlFile().isEmpty()
                    ? Optional.empty()
                    : Optional.of(Files.readString(urlFile().get()).strip())
                            .map(url -> url.substring(url.lastIndexOf('/') + 1))
                            .filter(key -> !key.isEmpty());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The file with the URL cannot be read: {0}", e.getClass());
            return Optional.empty();
        }
    }

    private void writeUrl(String key) {
        var file = settings.directory().resolve(URL_FILE);
        try {
            PrivateFiles.write(file, settings.applicationUrl() + "/outbound/" + key + System.lineSeparator());
        } catch (IOException e) {
            LOG.log(Level.ERROR, "Kartra Inbox has no key: cannot write its URL to {0}", file);
            throw new UncheckedIOException("Kartra Inbox does not start: cannot write its URL to " + file, e);
        }
    }

    private KeyCopy copy() {
        try {
            return KeyCopy.read(copyFile());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The copy of the keys, {0}, cannot be read: {1}", copyFile(), e.getClass());
            return new KeyCopy(List.of(), List.of());
        }
    }

    private void write(KeyCopy copy) {
        try {
            copy.write(copyFile());
        } catch (IOException e) { // the keys count all the same, as long as the server runs
            LOG.log(Level.WARNING, "The copy of the keys, {0}, cannot be written: {1}", copyFile(), e.getClass());
        }
    }

    private Path copyFile() {
        return settings.directory().resolve(COPY_FILE);
    }
}
