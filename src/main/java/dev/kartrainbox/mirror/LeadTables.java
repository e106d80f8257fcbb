package dev.kartrainbox.mirror;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The tables that hold what is known of leads. Tags, lists, products and the like are not among them: many leads share those,
 * and what is told again names them anew.
 */
public final class LeadTables {

    /** The main ones, in the order in which people want to see them counted. */
    public static final List<String> COUNTED = List.of(
            "lead",
            "custom_field",
            "tag_assignment",
            "list_subscription",
            "sequence_enrollment",
            "membership_access",
            "sale",
            "product_signup",
            "calendar_booking",
            "form_submission",
            "survey_response",
            "score_reached",
            "video_view",
            "page_visit",
            "split_test_click",
            "timeline");

    /** All tables with rows of leads, and how those of one are read, by its key. */
    public static final Map<String, String> WITH_ROWS_OF = withRowsOf();

    private static Map<String, String> withRowsOf() {
        var queries = new TreeMap<String, String>();
        Stream.concat(COUNTED.stream(), Stream.of("lead_sighting", "custom_field_option", "calendar_booking_host"))
                .forEach(table -> queries.put(table, "select * from " + table + " where lead_key = ?"));
        queries.put(
                "survey_answer",
                "select a.* from survey_answer a join survey_response r on r.delivery_id = a.delivery_id where r.lead_key = ?");
        return queries;
    }

    /** What refers to others comes before them. */
    private static final List<String> CLEAR = List.of(
            "delete from survey_answer where delivery_id in (select r.delivery_id from survey_response r where r.lead_key = ?1)",
            "delete from survey_response where lead_key = ?1",
            "delete from calendar_booking_host where lead_key = ?1",
            "delete from calendar_booking where lead_key = ?1",
            "delete from custom_field_option where lead_key = ?1",
            "delete from custom_field where lead_key = ?1",
            "delete from tag_assignment where lead_key = ?1",
            "delete from list_subscription where lead_key = ?1",
            "delete from sequence_enrollment where lead_key = ?1",
            "delete from membership_access where lead_key = ?1",
            "delete from sale where lead_key = ?1",
            "delete from product_signup where lead_key = ?1",
            "delete from form_submission where lead_key = ?1",
            "delete from score_reached where lead_key = ?1",
            "delete from video_view where lead_key = ?1",
            "delete from page_visit where lead_key = ?1",
            "delete from split_test_click where lead_key = ?1",
            "delete from timeline where lead_key = ?1",
            "delete from lead_sighting where lead_key = ?1",
            "delete from lead where lead_key = ?1");

    private static final List<String> FORGET = List.of(
            "delete from survey_answer where delivery_id = ?1",
            "delete from survey_response where delivery_id = ?1",
            "delete from form_submission where delivery_id = ?1",
            "delete from score_reached where delivery_id = ?1",
            "delete from video_view where delivery_id = ?1",
            "delete from page_visit where delivery_id = ?1",
            "delete from split_test_click where delivery_id = ?1",
            "delete from timeline where delivery_id = ?1");

    private LeadTables() {}

    /** Deletes all that is known of the lead, in the transaction of whoever asks. */
    public static void clear(String leadKey, EntityManager entityManager) {
        CLEAR.forEach(delete ->
                entityManager.createNativeQuery(delete).setParameter(1, leadKey).executeUpdate());
    }

    /** Deletes what happened by this delivery alone, whichever lead it was mirrored for, in the transaction of whoever asks. */
    public static void forget(UUID delivery, EntityManager entityManager) {
        FORGET.forEach(delete -> entityManager
                .createNativeQuery(delete)
                .setParameter(1, delivery)
                .executeUpdate());
    }
}
