package dev.kartrainbox.operations;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** That a lead was erased, and how far it was looked for elsewhere. */
@Entity
@Table(name = "erasure")
@NamedQuery(name = ErasureEntry.OPEN, query = "select e from ErasureEntry e where e.doneAt is null order by e.id")
public class ErasureEntry {

    /** Those that are not done yet, the oldest first. */
    static final String OPEN = "ErasureEntry.open";

    /** What was being written when the lead was erased, by who did not know of that, is there by then. */
    private static final Duration SETTLING = Duration.ofSeconds(15);

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "erased_at")
    private OffsetDateTime erasedAt;

    @Column(name = "blocked")
    private boolean blocked;

    @Column(name = "leads")
    private @Nullable String leads;

    @Column(name = "searched_to")
    private UUID searchedTo;

    @Column(name = "redacted")
    private long redacted;

    @Column(name = "done_at")
    private @Nullable OffsetDateTime doneAt;

    @SuppressWarnings("NullAway.Init")
    protected ErasureEntry() {}

    ErasureEntry(UUID id, Instant at, LeadNames lead, boolean blocked) {
        this.id = id;
        this.erasedAt = at.atOffset(ZoneOffset.UTC);
        this.blocked = blocked;
        this.leads = Stream.concat(lead.ids().stream().map(String::valueOf), lead.emails().stream())
                .collect(Collectors.joining("\n"));
        this.searchedTo = BEFORE_ALL;
    }

    public UUID id() {
        return id;
    }

    public Instant erasedAt() {
        return erasedAt.toInstant();
    }

    /** Whether later notifications of the lead are erased as they arrive. */
    public boolean isBlocked() {
        return blocked;
    }

    /** From when on nothing is on its way any more that was received before. */
    Instant settledAt() {
        return erasedAt().plus(SETTLING);
    }

    /** Whom to tell observers of; empty once they were told. */
    Optional<LeadNames> toBeTold() {
        return Optional.ofNullable(leads).map(lines -> {
            var ids = new TreeSet<Long>();
            SortedSet<String> emails = new TreeSet<>();
            lines.lines().forEach(line -> {
                if (line.contains("@")) {
                    emails.add(line);
                } else {
                    ids.add(Long.valueOf(line));
                }
            });
            return new LeadNames(ids, emails, new TreeSet<>());
        });
    }

    /** Observers erased what they had of it: nobody needs to know its names any more. */
    void tell() {
        leads = null;
    }

    UUID searchedTo() {
        return searchedTo;
    }

    /** Up to this delivery it was taken out of bodies of others, of so many more. */
    void search(UUID upTo, long more) {
        searchedTo = upTo;
        redacted += more;
    }

    /** Deliveries of others that named it. */
    public long redacted() {
        return redacted;
    }

    void finish(Instant at) {
        doneAt = at.atOffset(ZoneOffset.UTC);
    }

    /** When nothing was left to search; what comes out of a journal later opens it again. */
    public Optional<Instant> doneAt() {
        return Optional.ofNullable(doneAt).map(OffsetDateTime::toInstant);
    }
}
