package dev.kartrainbox.mirror;

import static dev.kartrainbox.mirror.Events.about;
import static dev.kartrainbox.mirror.Events.again;
import static dev.kartrainbox.mirror.Events.delivery;
import static dev.kartrainbox.mirror.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.kartra.KartraEvent;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the observers make of events, row by row. */
class MirrorTest {

    private static final String TAG = "{\"tag\":{\"tag_id\":5,\"tag_name\":\"%s\"}}";
    private static final String LIST = "{\"list\":{\"list_id\":31,\"list_name\":\"News\"}}";

    private static InMemoryDatabase database;

    private Mirror mirror;
    private EntityManager entityManager;

    @BeforeAll
    static void migrate() {
        database = InMemoryDatabase.migrated();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void open() {
        entityManager = database.entityManager();
        mirror = new Mirror(entityManager);
    }

    @AfterEach
    void forget() {
        entityManager.close();
        database.forget();
    }

    @Test
    void keepsALeadAsItWasLastSaid() {
        tell(about(1, "{\"id\":7,\"first_name\":\"Mira\",\"score\":\"-5\",\"date_joined\":\"2026-02-11 08:14:55\"}"));
        tell(about(2, "{\"id\":7,\"score\":3}"));

        assertThat(database.rows("select lead_key, id, first_name, score, date_joined at time zone 'UTC' from lead"))
                .containsExactly("i:7|7|Mira|3|2026-02-11 13:14:55+00");
    }

    @Test
    void clearsWhatIsSaidToBeNothingAndLeavesWhatIsNotSaid() {
        tell(about(1, "{\"id\":7,\"first_name\":\"Mira\",\"city\":\"Bristol\"}"));
        tell(about(2, "{\"id\":7,\"first_name\":\"N/A\"}"));

        assertThat(database.rows("select first_name, city from lead")).containsExactly("-|Bristol");
    }

    @Test
    void leavesWhatItCannotReadAsItWas() {
        tell(about(1, "{\"id\":7,\"score\":5}"));
        tell(about(2, "{\"id\":7,\"score\":\"99999999999999999999\"}"));

        assertThat(database.rows("select score from lead")).containsExactly("5");
    }

    @Test
    void neverOverwritesNewerWithOlder() {
        tell(about(2, "{\"id\":7,\"first_name\":\"Newer\"}"));
        tell(about(1, "{\"id\":7,\"first_name\":\"Older\",\"city\":\"Bristol\"}"));

        assertThat(database.rows("select first_name, city from lead")).containsExactly("Newer|-");
        assertThat(database.rows("select delivery_id from lead_sighting"))
                .containsExactly(delivery(2).toString());
    }

    @Test
    void takesTheSameAgainWhenADeliveryIsReplayed() {
        tell(about(1, "{\"id\":7,\"first_name\":\"Mira\"}"));
        tell(again(1, "webinar_attended", "{\"id\":7,\"first_name\":\"Mira\",\"city\":\"Bristol\"}", "null"));

        assertThat(database.rows("select first_name, city from lead")).containsExactly("Mira|Bristol");
        assertThat(database.rows("select count(*) from timeline")).containsExactly("1");
    }

    @Test
    void keepsALeadThatIsKnownByItsAddressAlone() {
        tell(about(1, "{\"email\":\"Mira@Example.org\",\"first_name\":\"Mira\"}"));

        assertThat(database.rows("select lead_key, id, email from lead"))
                .containsExactly("e:mira@example.org|-|Mira@Example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "-3", "\"0\""})
    void keepsLeadsApartWhoseIdsSayNothing(String id) {
        tell(about(1, "{\"id\":%s,\"email\":\"mira@example.org\"}".formatted(id)));
        tell(about(2, "{\"id\":%s,\"email\":\"otto@example.org\"}".formatted(id)));
        tell(about(3, "{\"id\":%s,\"email\":\"mira@example.org\",\"city\":\"Bristol\"}".formatted(id)));

        assertThat(database.rows("select lead_key, id, city from lead order by lead_key"))
                .containsExactly("e:mira@example.org|-|Bristol", "e:otto@example.org|-|-");
    }

    @Test
    void leavesTheIdToALeadThatIsFoundByItsAddress() {
        tell(about(1, "{\"id\":7,\"email\":\"mira@example.org\"}"));
        tell(about(2, "{\"id\":\"N/A\",\"email\":\"mira@example.org\",\"city\":\"Bristol\"}"));

        assertThat(database.rows("select lead_key, id, city from lead")).containsExactly("i:7|7|Bristol");
    }

    @Test
    void knowsALeadByTheAddressItLastHad() {
        tell(about(1, "{\"id\":7,\"email\":\"Mira@Example.org\"}"));
        tell(about(2, "{\"email\":\"mira@EXAMPLE.org\",\"city\":\"Bristol\"}"));

        assertThat(database.rows("select lead_key, city from lead")).containsExactly("i:7|Bristol");
    }

    @Test
    void tellsLeadsApartByTheirIds() {
        tell(about(1, "{\"id\":7,\"email\":\"mira@example.org\"}"));
        tell(about(2, "{\"id\":8,\"email\":\"mira@example.org\"}"));

        assertThat(database.rows("select lead_key from lead order by 1")).containsExactly("i:7", "i:8");
    }

    @Test
    void keepsTheLastOfWhatIsSaidInOneTransaction() {
        var large = field("{\"field_value\":[{\"option_id\":\"11\",\"option_value\":\"Large\"}]}");
        var small = field("{\"field_value\":[{\"option_id\":\"12\",\"option_value\":\"Small\"}]}");
        tell(about(1, large));

        mirror.tellTogether(about(2, large), about(3, small), about(4, large), about(5, small), about(6, large));
        assertThat(options()).containsExactly("11|Large");

        mirror.tellTogether(about(7, large), about(8, small));
        assertThat(options()).containsExactly("12|Small");
        assertThat(database.rows("select count(*) from timeline")).containsExactly("8");
    }

    private static String field(String value) {
        return "{\"id\":7,\"custom_fields\":[%s]}"
                .formatted(value.replace(
                        "{\"field_value", "{\"field_id\":\"3\",\"field_type\":\"radio_button\",\"field_value"));
    }

    private static List<String> options() {
        return database.rows("select option_id, option_value from custom_field_option");
    }

    @Test
    void readsForManyLeadsWhatItKnowsOfThem() {
        tell(about(1, "{\"id\":7,\"first_name\":\"Mira\",\"city\":\"Bristol\"}"));

        mirror.tellTogether(
                about(2, "{\"id\":7,\"first_name\":\"Mia\"}"),
                about(3, "{\"id\":8,\"first_name\":\"Otto\"}"),
                about(4, "{\"id\":8,\"city\":\"Turin\"}"));

        assertThat(database.rows("select lead_key, first_name, city from lead order by lead_key"))
                .containsExactly("i:7|Mia|Bristol", "i:8|Otto|Turin");
    }

    @Test
    void addsNothingTwiceOfWhatIsToldAgainTogetherWithOthers() {
        tell(event(1, "assign_tag", "{\"id\":7}", TAG.formatted("Course A")));

        mirror.tellTogether(
                again(1, "assign_tag", "{\"id\":7}", TAG.formatted("Course A")),
                event(2, "assign_tag", "{\"id\":8}", TAG.formatted("Course A")));

        assertThat(database.rows("select lead_key, action from timeline order by lead_key"))
                .containsExactly("i:7|assign_tag", "i:8|assign_tag");
    }

    @Test
    void knowsWhoHoldsATagWhereManyAreToldTogether() {
        tell(event(1, "assign_tag", "{\"id\":7}", TAG.formatted("Course A")));

        mirror.tellTogether(
                event(2, "unassign_tag", "{\"id\":7}", TAG.formatted("Course A")),
                event(3, "assign_tag", "{\"id\":8}", TAG.formatted("Course A")),
                event(4, "unassign_tag", "{\"id\":8}", TAG.formatted("Course A")),
                event(5, "assign_tag", "{\"id\":9}", TAG.formatted("Course A")));

        assertThat(database.rows(
                        "select lead_key, active, since is null, until is null from tag_assignment order by lead_key"))
                .containsExactly("i:7|FALSE|FALSE|FALSE", "i:8|FALSE|FALSE|FALSE", "i:9|TRUE|FALSE|TRUE");
    }

    @Test
    void callsATagAsItWasLastCalledWhereItIsRenamedAndBackTogether() {
        tell(event(1, "assign_tag", "{\"id\":7}", TAG.formatted("Course A")));

        mirror.tellTogether(
                event(2, "assign_tag", "{\"id\":7}", TAG.formatted("Course B")),
                event(3, "assign_tag", "{\"id\":8}", TAG.formatted("Course A")));

        assertThat(database.rows("select tag_id, tag_name from tag")).containsExactly("5|Course A");
    }

    @Test
    void keepsCustomFieldsAsTheyWereLastSaid() {
        tell(about(1, """
                {"id": 7, "custom_fields": [
                  {"field_id": 11, "field_identifier": "size", "field_type": "checkbox",
                   "field_value": [{"option_id": 3, "option_value": "M"}, {"option_id": 4, "option_value": "L"}]},
                  {"field_id": 12, "field_identifier": "dish", "field_type": "input_field", "field_value": "lasagna"}]}"""));
        tell(about(2, """
                {"id": 7, "custom_fields": [
                  {"field_id": 11, "field_identifier": "size", "field_type": "checkbox",
                   "field_value": [{"option_id": 4, "option_value": "L"}]}]}"""));

        assertThat(database.rows(
                        "select field_id, field_identifier, field_type, field_text from custom_field order by 1"))
                .containsExactly("11|size|checkbox|-", "12|dish|input_field|lasagna");
        assertThat(database.rows("select field_id, position, option_id, option_value from custom_field_option"))
                .containsExactly("11|0|4|L");
    }

    @Test
    void keepsWhoHoldsWhichTag() {
        tell(event(1, "assign_tag", "{\"id\":7}", TAG.formatted("Course A")));

        assertThat(database.rows(
                        "select lead_key, tag_id, active, since at time zone 'UTC', until from tag_assignment"))
                .containsExactly("i:7|5|TRUE|2026-04-20 12:00:01+00|-");

        tell(event(2, "unassign_tag", "{\"id\":7}", TAG.formatted("Course A")));

        assertThat(database.rows("select lead_key, tag_id, active, until at time zone 'UTC' from tag_assignment"))
                .containsExactly("i:7|5|FALSE|2026-04-20 12:00:02+00");
    }

    @Test
    void keepsWhoIsOnWhichList() {
        tell(event(1, "list_subscription", "{\"id\":7}", LIST));
        tell(event(2, "list_unsubscription", "{\"id\":7}", LIST));
        tell(event(3, "list_subscription", "{\"id\":7}", LIST));

        assertThat(database.rows(
                        "select lead_key, list_id, active, since at time zone 'UTC', until from list_subscription"))
                .containsExactly("i:7|31|TRUE|2026-04-20 12:00:03+00|-");
    }

    @Test
    void doesNotTakeUpWhatANewerDeliveryEnded() {
        tell(event(2, "unassign_tag", "{\"id\":7}", TAG.formatted("Course A")));
        tell(event(1, "assign_tag", "{\"id\":7}", TAG.formatted("Course A")));

        assertThat(database.rows("select active, until at time zone 'UTC' from tag_assignment"))
                .containsExactly("FALSE|2026-04-20 12:00:02+00");
    }

    @Test
    void keepsATagByTheNameThatTheNewestDeliveryGives() {
        tell(event(2, "assign_tag", "{\"id\":7}", TAG.formatted("Newer name")));
        tell(event(1, "assign_tag", "{\"id\":8}", TAG.formatted("Older name")));
        tell(event(3, "assign_tag", "{\"id\":9}", "{\"tag\":{\"tag_id\":5}}"));

        assertThat(database.rows("select tag_id, tag_name, named_by from tag"))
                .containsExactly("5|Newer name|" + delivery(2));

        tell(event(4, "assign_tag", "{\"id\":9}", TAG.formatted("Newest name")));

        assertThat(database.rows("select tag_id, tag_name, named_by from tag"))
                .containsExactly("5|Newest name|" + delivery(4));
    }

    @Test
    void keepsNothingOfATagWithoutAnId() {
        tell(event(1, "assign_tag", "{\"id\":7}", "{\"tag\":{\"tag_name\":\"Course A\"}}"));

        assertThat(database.rows("select tag_id from tag")).isEmpty();
        assertThat(database.rows("select tag_id from tag_assignment")).isEmpty();
        assertThat(database.rows("select action, subject from timeline")).containsExactly("assign_tag|Course A");
    }

    @Test
    void keepsOneLineForEachEventOfALeadWhateverItsAction() {
        tell(event(1, "assign_tag", "{\"id\":7}", TAG.formatted("Course A")));
        tell(about(2, "{\"id\":7}"));

        assertThat(
                        database.rows(
                                "select lead_key, action, subject, received_at at time zone 'UTC' from timeline order by delivery_id"))
                .containsExactly(
                        "i:7|assign_tag|Course A|2026-04-20 12:00:01+00",
                        "i:7|webinar_attended|-|2026-04-20 12:00:02+00");
    }

    @Test
    void keepsNothingOfNobody() {
        tell(event(1, "assign_tag", "{}", TAG.formatted("Course A")));

        assertThat(database.rows("select lead_key from lead")).isEmpty();
        assertThat(database.rows("select lead_key from timeline")).isEmpty();
        assertThat(database.rows("select lead_key from tag_assignment")).isEmpty();
    }

    private void tell(KartraEvent event) {
        mirror.tell(event);
    }
}
