package dev.kartrainbox.operations;

import dev.kartrainbox.keys.AccessKey;
import dev.kartrainbox.keys.LiveKey;
import dev.kartrainbox.keys.TrialKey;
import dev.kartrainbox.settings.Secrets;
import dev.kartrainbox.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes and ends keys of the URL that Kartra posts to. All servers of the database notice within seconds. */
@ApplicationScoped
public class OutboundKeys {

    private static final int RANDOM_BYTES = 24;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Settings settings;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /**
     * A key that was made just now.
     *
     * @param url what Kartra is to post to; the key in it is not stored
     */
    public record Made(AccessKey key, String url) {}

    /** Whether the keys stand in the environment, where nobody can make or end one from here. */
    public boolean areGiven() {
        return !settings.keys().isEmpty();
    }

    /** All that there are and were, by name. */
    public List<AccessKey> all() {
        return entityManager.createNamedQuery(AccessKey.ALL, AccessKey.class).getResultList();
    }

    /**
     * Makes one.
     *
     * @return empty where there is one of this name, or was
     * @throws IllegalArgumentException if the name is not fit; the message says what is
     */
    @Transactional
    public Optional<Made> create(String name) {
        var made = make(name);
        made.ifPresent(key -> audit.note("create-key", name, "live"));
        return made;
    }

    /**
     * Makes one to take the place of another, which is accepted for a while longer: until Kartra was told the new URL.
     *
     * @return empty where the old one is not live, or there is one of the new name, or was
     * @throws IllegalArgumentException if the name is not fit; the message says what is
     */
    @Transactional
    public Optional<Made> rotate(String old, String name, Duration grace) {
        var replaced = live(old);
        if (replaced.isEmpty()) {
            return Optional.empty();
        }
        var made = make(name);
        made.ifPresent(key -> {
            replaced.get().endAt(clock.instant().plus(grace));
            audit.note("rotate-key", old, "replaced by " + name + ", and accepted for " + grace.toHours() + " h more");
        });
        return made;
    }

    /** It is accepted no more; tells whether it was. */
    @Transactional
    public boolean disable(String name) {
        var key = live(name);
        key.ifPresent(found -> {
            found.endAt(clock.instant());
            audit.note("disable-key", name, "accepted no more");
        });
        return key.isPresent();
    }

    /** Whether a key may be called so. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    private Optional<AccessKey> live(String name) {
        return Optional.ofNullable(entityManager.find(AccessKey.class, name))
                .filter(key -> key.isLiveAt(clock.instant()));
    }

    private Optional<Made> make(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "A key's name has 1 to 64 characters of A-Z a-z 0-9 . _ - and begins with a letter or digit.");
        }
        if (name.equals(TrialKey.NAME) || entityManager.find(AccessKey.class, name) != null) {
            return Optional.empty();
        }
        var secret = Secrets.ofBytes(RANDOM_BYTES);
        var key = new AccessKey(new LiveKey(name, LiveKey.hash(secret)), clock.instant());
        entityManager.persist(key);
        return Optional.of(new Made(key, settings.applicationUrl() + "/outbound/" + secret));
    }
}
