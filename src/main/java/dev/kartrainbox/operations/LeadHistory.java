package dev.kartrainbox.operations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What leads did, and what happened to them, as the mirror knows it. */
@ApplicationScoped
public class LeadHistory {

    private static final String SALES = """
            select s.action, s.transaction_id, s.product_id, p.product_name, s.transaction_full_amount, s.received_at, s.delivery_id
            from sale s left join product p on p.product_id = s.product_id where s.lead_key = ?1 order by s.received_at desc""";

    private static final String BOOKINGS = """
            select b.calendar_id, c.calendar_name, b.class_name, b.state, b.subscribed_at, b.canceled_at, b.completed_at, b.delivery_id
            from calendar_booking b join calendar c on c.calendar_id = b.calendar_id
            where b.lead_key = ?1 order by b.delivery_id desc""";

    private static final String SURVEYS = """
            select r.delivery_id, r.survey_id, s.survey_name, r.survey_score, r.received_at, a.question_title, a.option_value
            from survey_response r
            left join survey s on s.survey_id = r.survey_id
            left join survey_answer a on a.delivery_id = r.delivery_id
            where r.lead_key = ?1 order by r.delivery_id desc, a.position""";

    private static final String TIMELINE = """
            select t.delivery_id, t.received_at, t.action, t.subject from timeline t
            where t.lead_key = ?1 and t.delivery_id < ?2 order by t.delivery_id desc limit ?3""";

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    /** A purchase, a refund or a cancellation. */
    public record Payment(
            String action,
            @Nullable Long transactionId,
            @Nullable Long productId,
            @Nullable String productName,
            @Nullable BigDecimal amount,
            Instant receivedAt,
            UUID deliveryId) {

        private static Payment of(Object row) {
            var columns = (Object[]) row;
            return new Payment(
                    (String) columns[0],
                    Columns.number(columns[1]),
                    Columns.number(columns[2]),
                    Columns.text(columns[3]),
                    Columns.amount(columns[4]),
                    Columns.instant(columns[5]),
                    Objects.requireNonNull(Columns.id(columns[6])));
        }
    }

    /**
     * A date in a calendar.
     *
     * @param calendarId Kartra's
     * @param className what it was booked for, where the calendar has several
     * @param state {@code SUBSCRIBED}, {@code CANCELED} or {@code COMPLETED}
     * @param subscribedAt when it was booked, as far as that was told
     * @param deliveryId the newest that told of it
     */
    public record Booking(
            Long calendarId,
            @Nullable String calendarName,
            @Nullable String className,
            String state,
            @Nullable Instant subscribedAt,
            @Nullable Instant canceledAt,
            @Nullable Instant completedAt,
            UUID deliveryId) {

        private static Booking of(Object row) {
            var columns = (Object[]) row;
            return new Booking(
                    Objects.requireNonNull(Columns.number(columns[0])),
                    Columns.text(columns[1]),
                    Columns.text(columns[2]),
                    (String) columns[3],
                    Columns.instantOrNull(columns[4]),
                    Columns.instantOrNull(columns[5]),
                    Columns.instantOrNull(columns[6]),
                    Objects.requireNonNull(Columns.id(columns[7])));
        }
    }

    /**
     * A survey that was filled in.
     *
     * @param surveyId Kartra's
     * @param score as Kartra writes it
     * @param answers in Kartra's order
     */
    public record Survey(
            UUID deliveryId,
            Instant receivedAt,
            @Nullable Long surveyId,
            @Nullable String surveyName,
            @Nullable String score,
            List<SurveyAnswer> answers) {

        private static Survey of(Object[] columns, List<SurveyAnswer> answers) {
            return new Survey(
                    Objects.requireNonNull(Columns.id(columns[0])),
                    Columns.instant(columns[4]),
                    Columns.number(columns[1]),
                    Columns.text(columns[2]),
                    Columns.text(columns[3]),
                    answers);
        }
    }

    /** What was answered to a question, either of them as far as Kartra said it. */
    public record SurveyAnswer(
            @Nullable String question, @Nullable String answer) {}

    /**
     * Something that happened to it.
     *
     * @param subject the name of the list, tag, … that it was about
     */
    public record Happening(
            UUID deliveryId,
            Instant receivedAt,
            String action,
            @Nullable String subject) {

        private static Happening of(Object row) {
            var columns = (Object[]) row;
            return new Happening(
                    Objects.requireNonNull(Columns.id(columns[0])),
                    Columns.instant(columns[1]),
                    (String) columns[2],
                    Columns.text(columns[3]));
        }
    }

    /** The newest first. */
    public List<Payment> payments(String key) {
        return rows(SALES, key).stream().map(Payment::of).toList();
    }

    /** The one that was told of last comes first. */
    public List<Booking> bookings(String key) {
        return rows(BOOKINGS, key).stream().map(Booking::of).toList();
    }

    /** The newest first. */
    public List<Survey> surveys(String key) {
        var surveys = new LinkedHashMap<UUID, Survey>();
        for (var row : rows(SURVEYS, key)) {
            var columns = (Object[]) row;
            var survey = surveys.computeIfAbsent(Columns.id(columns[0]), id -> Survey.of(columns, new ArrayList<>()));
            if (columns[5] != null || columns[6] != null) {
                survey.answers().add(new SurveyAnswer(Columns.text(columns[5]), Columns.text(columns[6])));
            }
        }
        return List.copyOf(surveys.values());
    }

    /**
     * Its time line, the newest first.
     *
     * @param before only what came before this delivery
     */
    public List<Happening> timeline(String key, UUID before, int most) {
        List<?> rows = entityManager
                .createNativeQuery(TIMELINE)
                .setParameter(1, key)
                .setParameter(2, before)
                .setParameter(3, most)
                .getResultList();
        return rows.stream().map(Happening::of).toList();
    }

    private List<?> rows(String query, String key) {
        return entityManager.createNativeQuery(query).setParameter(1, key).getResultList();
    }
}
