package dev.kartrainbox.mirror;

import dev.kartrainbox.kartra.Calendar;
import dev.kartrainbox.kartra.Form;
import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.KartraPage;
import dev.kartrainbox.kartra.MailingList;
import dev.kartrainbox.kartra.Membership;
import dev.kartrainbox.kartra.MembershipEvent;
import dev.kartrainbox.kartra.Noun;
import dev.kartrainbox.kartra.Product;
import dev.kartrainbox.kartra.Sequence;
import dev.kartrainbox.kartra.SignupEvent;
import dev.kartrainbox.kartra.SplitTestLink;
import dev.kartrainbox.kartra.Survey;
import dev.kartrainbox.kartra.Tag;
import dev.kartrainbox.kartra.Video;
import jakarta.persistence.Query;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that many leads share, as an event names it.
 *
 * @param id Kartra's
 * @param within the id of what it is a part of; absent for most kinds
 * @param name absent where the event does not name it
 * @param namedBy the delivery that the name is taken from
 * @param replayed whether that is told again
 */
record SharedNoun(
        Kind kind, long id, @Nullable Long within, @Nullable String name, UUID namedBy, boolean replayed) {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    /** The level of a membership where the notification names none. */
    static final long NO_LEVEL = 0;

    /** The order in which everybody writes them, so that nobody waits in a circle, and what is a part comes after its whole. */
    static final Comparator<SharedNoun> IN_ORDER = Comparator.comparing(SharedNoun::kind)
            .thenComparingLong(noun -> noun.within() == null ? 0 : noun.within())
            .thenComparingLong(SharedNoun::id)
            .thenComparing(SharedNoun::namedBy);

    /** Where they are kept. */
    enum Kind {
        CALENDAR(Calendar.class, "calendar", "calendar_id", "calendar_name"),
        FORM(Form.class, "form", "form_id", "form_name"),
        KARTRA_PAGE(KartraPage.class, "kartra_page", "kartra_page_id", "kartra_page_name"),
        LIST(MailingList.class, "mailing_list", "list_id", "list_name"),
        MEMBERSHIP(Membership.class, "membership", "membership_id", "membership_name"),
        MEMBERSHIP_LEVEL(null, "membership_level", "level_id", "level_name", "named_by", "membership_id"),
        PRODUCT(Product.class, "product", "product_id", "product_name"),
        OFFICIAL_PRODUCT(null, "product", "product_id", "official_product_name", "official_named_by", null),
        SEQUENCE(Sequence.class, "sequence", "sequence_id", "sequence_name"),
        SPLIT_TEST_LINK(
                SplitTestLink.class, "page_split_test_link", "page_split_test_link_id", "page_split_test_link_name"),
        SURVEY(Survey.class, "survey", "survey_id", "survey_name"),
        TAG(Tag.class, "tag", "tag_id", "tag_name"),
        VIDEO(Video.class, "video", "video_id", "video_name");

        private static final Map<Class<?>, Kind> BY_TYPE = Arrays.stream(values())
                .filter(kind -> kind.type != null)
                .collect(Collectors.toUnmodifiableMap(kind -> kind.type, Function.identity()));

        private final @Nullable Class<? extends Noun> type;
        private final String table;
        private final String id;
        private final String name;
        private final String namedBy;
        private final @Nullable String within;

        Kind(Class<? extends Noun> type, String table, String id, String name) {
            this(type, table, id, name, "named_by", null);
        }

        Kind(
                @Nullable Class<? extends Noun> type,
                String table,
                String id,
                String name,
                String namedBy,
                @Nullable String within) {
            this.type = type;
            this.table = table;
            this.id = id;
            this.name = name;
            this.namedBy = namedBy;
            this.within = within;
        }

        static Kind of(Noun noun) {
            return Optional.ofNullable(BY_TYPE.get(noun.getClass())).orElseThrow();
        }

        /** The statement with this kind's table and columns. */
        String in(String statement) {
            return statement
                    .replace("{match}", within == null ? "{id} = ?1" : "{id} = ?1 and {within} = ?4")
                    .replace("{columns}", within == null ? "{id}" : "{within}, {id}")
                    .replace("{ids}", within == null ? "cast(?1 as bigint)" : "cast(?4 as bigint), cast(?1 as bigint)")
                    .replace("{kind}", "'" + name() + "'")
                    .replace("{whole}", within == null ? "cast(null as bigint)" : "{within}")
                    .replace("{table}", table)
                    .replace("{id}", id)
                    .replace("{within}", String.valueOf(within))
                    .replace("{named_by}", namedBy)
                    .replace("{name}", name);
        }
    }

    /** The oldest delivery from which an equal name makes it known; any, unless it is told again. */
    UUID knownFrom() {
        return replayed ? namedBy : BEFORE_ALL;
    }

    /** Where its row is. */
    Place place() {
        return new Place(kind, id, within);
    }

    /**
     * Whether nothing is to be written of it where this is its name. What is told again says what it is called even where that is
     * known: others may be told again after it, with older names.
     *
     * @param there null where it has no row
     */
    boolean isKnownBy(@Nullable Name there) {
        return there != null && (name == null || (name.equals(there.name()) && there.isFrom(knownFrom())));
    }

    /** What tells it apart. */
    record Place(Kind kind, long id, @Nullable Long within) {

        /** Of a row: the kind's name, the id, and the id of what it is a part of. */
        static Place of(@Nullable Object kind, @Nullable Object id, @Nullable Object within) {
            return new Place(
                    Kind.valueOf((String) Objects.requireNonNull(kind)),
                    number(id).longValue(),
                    within == null ? null : number(within).longValue());
        }

        private static Number number(@Nullable Object value) {
            return (Number) Objects.requireNonNull(value);
        }
    }

    /**
     * What it is called in its row.
     *
     * @param by the delivery that the name is taken from
     */
    record Name(@Nullable String name, @Nullable UUID by) {

        /** From this delivery, or a newer one. */
        private boolean isFrom(UUID oldest) {
            return by != null && by.compareTo(oldest) >= 0;
        }
    }

    /** The query with what tells this one apart, in the places that {@link Kind#in} gives it. */
    Query identify(Query query) {
        query.setParameter(1, id);
        if (within != null) {
            query.setParameter(4, within);
        }
        return query;
    }

    /** What the event is about, if it is something shared, with its parts. */
    static Stream<SharedNoun> of(KartraEvent event) {
        var noun = event.noun().flatMap(about -> about.id().map(id -> noun(event, Kind.of(about), id, about.name())));
        return Stream.of(noun, level(event), officialProduct(event)).flatMap(Optional::stream);
    }

    private static Optional<SharedNoun> level(KartraEvent event) {
        return event instanceof MembershipEvent about
                ? about.membership()
                        .id()
                        .map(within -> new SharedNoun(
                                Kind.MEMBERSHIP_LEVEL,
                                about.membership().levelId().orElse(NO_LEVEL),
                                within,
                                about.membership().levelName().orElse(null),
                                event.envelope().deliveryId(),
                                event.envelope().replayed()))
                : Optional.empty();
    }

    private static Optional<SharedNoun> officialProduct(KartraEvent event) {
        return event instanceof SignupEvent about
                        && about.product().officialName().isPresent()
                ? about.product()
                        .id()
                        .map(id -> noun(
                                event,
                                Kind.OFFICIAL_PRODUCT,
                                id,
                                about.product().officialName()))
                : Optional.empty();
    }

    private static SharedNoun noun(KartraEvent event, Kind kind, long id, Optional<String> name) {
        return new SharedNoun(
                kind,
                id,
                null,
                name.orElse(null),
                event.envelope().deliveryId(),
                event.envelope().replayed());
    }
}
