package dev.kartrainbox.operations;

import dev.kartrainbox.binding.Legible;
import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.DeliveryBody;
import dev.kartrainbox.inbox.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks for an erased lead in what was received of others, body by body in the order of their ids, and then in the mirror; takes
 * out what names it. It knows the lead by hashes alone, so any node can go on with it at any time.
 */
@ApplicationScoped
public class ErasureSearch {

    private static final int MOST = 200;
    private static final long MOST_BYTES = 4L << 20;

    private static final String NEXT = """
            select b.id, d.lead_key, d.lane, d.content_encoding, d.received_at, d.length
            from delivery_body b join delivery d on d.id = b.id where b.id > ?1 and b.id < ?2 order by b.id limit\s""" + MOST;

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Transactions transactions;

    @Inject
    LaneLocks lanes;

    @Inject
    Erasure erasure;

    @Inject
    Hashes hashes;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /** How it goes on. */
    public enum Progress {
        /** There is more to search. */
        MORE,
        /** Not before what was being written meanwhile is there, or observers were told. */
        LATER,
        /** Nothing is left. */
        DONE
    }

    /** A delivery whose body is to be looked at. */
    private record Place(
            UUID id, String leadKey, int lane, @Nullable String encoding, Instant receivedAt, long length) {

        static Place of(Object row) {
            var columns = (Object[]) row;
            return new Place(
                    (UUID) columns[0],
                    (String) columns[1],
                    ((Number) columns[2]).intValue(),
                    (String) columns[3],
                    Columns.instant(columns[4]),
                    ((Number) columns[5]).longValue());
        }
    }

    /** Looks at a few hundred bodies more; what it changes, it changes in short transactions. */
    public Progress step(ErasureEntry entry) {
        if (clock.instant().isBefore(entry.settledAt())) {
            return Progress.LATER;
        }
        var names = hashes.of(entry.id());
        var redaction = new Redaction(names);
        var page = page(entry);
        if (page.isEmpty()) {
            return finish(entry, redaction);
        }
        long redacted = 0;
        for (var place : named(page, redaction)) {
            if (entry.isBlocked() || !place.receivedAt.isAfter(entry.erasedAt())) {
                redacted += take(place, names, redaction);
            }
        }
        return goOn(entry, page.get(page.size() - 1).id, redacted);
    }

    private List<Place> page(ErasureEntry entry) {
        List<?> rows = entityManager
                .createNativeQuery(NEXT)
                .setParameter(1, entry.searchedTo())
                .setParameter(2, Ids.before(entry.settledAt()))
                .getResultList();
        var page = new ArrayList<Place>();
        long bytes = 0;
        for (var row : rows) {
            var place = Place.of(row);
            bytes += place.length;
            if (bytes > MOST_BYTES && !page.isEmpty()) {
                return page;
            }
            page.add(place);
        }
        return page;
    }

    private List<Place> named(List<Place> page, Redaction redaction) {
        var bodies = entityManager
                .createNamedQuery(DeliveryBody.ALL_OF, DeliveryBody.class)
                .setParameter("ids", page.stream().map(Place::id).toList())
                .getResultStream()
                .collect(Collectors.toMap(DeliveryBody::id, DeliveryBody::bytes));
        return page.stream()
                .filter(place -> Optional.ofNullable(bodies.get(place.id))
                        .filter(body -> isNamedIn(body, place.encoding, redaction))
                        .isPresent())
                .toList();
    }

    /** Whether the body names who was erased. */
    static boolean isNamedIn(byte[] body, @Nullable String encoding, Redaction redaction) {
        return Legible.json(body, encoding)
                .map(json -> redaction.isItsOwn(json)
                        || redaction.of(json).isPresent()
                        || redaction.isAddressIn(json.toString()))
                .orElseGet(() -> redaction.isIn(Legible.text(body, encoding)));
    }

    /** How many deliveries of others it was taken out of: one or none. */
    private long take(Place place, Predicate<String> names, Redaction redaction) {
        if (names.test(place.leadKey)) { // received before, and written after the others were erased
            erasure.erase(place.leadKey, new TreeSet<>(List.of(place.leadKey)));
            return 0;
        }
        lanes.holding(place.lane, () -> {
            redact(place.id, redaction);
            return place;
        });
        return 1;
    }

    private void redact(UUID id, Redaction redaction) {
        var delivery = entityManager.find(Delivery.class, id);
        var body = entityManager.find(DeliveryBody.class, id);
        if (body == null) {
            return;
        }
        rest(body.bytes(), delivery.contentEncoding().orElse(null), redaction)
                .map(rest -> rest.toString().getBytes(StandardCharsets.UTF_8))
                .ifPresentOrElse(
                        rest -> {
                            delivery.redact(rest);
                            body.redact(rest);
                        },
                        () -> {
                            delivery.expire();
                            delivery.redact(new byte[0]);
                            entityManager.remove(body);
                        });
    }

    /** What is left; empty where only nothing is safe. */
    static Optional<JsonObject> rest(byte[] body, @Nullable String encoding, Redaction redaction) {
        return Legible.json(body, encoding)
                .filter(json -> !redaction.isItsOwn(json))
                .map(json -> redaction.of(json).orElse(json))
                .filter(rest -> !redaction.isAddressIn(rest.toString()));
    }

    private Progress goOn(ErasureEntry entry, UUID upTo, long redacted) {
        return transactions.run(() -> {
            var now = locked(entry);
            if (!now.searchedTo().equals(entry.searchedTo())) {
                return Progress.LATER; // another node is at it
            }
            now.search(upTo, redacted);
            return Progress.MORE;
        });
    }

    private Progress finish(ErasureEntry entry, Redaction redaction) {
        long values = transactions.run(() -> {
            entityManager.flush(); // so that the connection is the transaction's
            return new TextColumns(entityManager.unwrap(Connection.class)).takeOut(redaction);
        });
        return transactions.run(() -> {
            var now = locked(entry);
            if (now.doneAt().isPresent()) {
                return Progress.DONE;
            }
            if (!now.searchedTo().equals(entry.searchedTo()) || now.toBeTold().isPresent()) {
                return Progress.LATER;
            }
            now.finish(clock.instant());
            audit.note(
                    "erase",
                    "erasure " + entry.id(),
                    "taken out of " + now.redacted() + " deliveries of others and " + values + " values of the mirror");
            return Progress.DONE;
        });
    }

    private ErasureEntry locked(ErasureEntry entry) {
        return entityManager.find(ErasureEntry.class, entry.id(), LockModeType.PESSIMISTIC_WRITE);
    }
}
