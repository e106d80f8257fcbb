package dev.kartrainbox.kartra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionTest {

    private static final Notification NOTIFICATION =
            Notification.of(new Envelope(new UUID(0, 1), Instant.EPOCH, 1, false), "any", new Lead("i:1", 1L, null));

    @ParameterizedTest
    @CsvSource({
        "assign_tag, ASSIGN_TAG",
        "unassign_tag, UNASSIGN_TAG",
        "list_subscription, LIST_SUBSCRIPTION",
        "list_unsubscription, LIST_UNSUBSCRIPTION"
    })
    void isFoundByKartrasWord(String word, Action action) {
        assertThat(Action.of(word)).contains(action);
        assertThat(action.word()).isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ASSIGN_TAG", "assign_tag ", "webinar_attended"})
    void isNotFoundByAnyOtherWord(String word) {
        assertThat(Action.of(word)).isEmpty();
    }

    @Test
    void makesTheEventOfItsDetails() {
        var tag = new Tag(5L, "Course A");
        var list = new MailingList(31L, "News");

        assertThat(Action.ASSIGN_TAG.event(NOTIFICATION, tag)).isEqualTo(new TagAssigned(NOTIFICATION, tag));
        assertThat(Action.UNASSIGN_TAG.event(NOTIFICATION, tag)).isEqualTo(new TagUnassigned(NOTIFICATION, tag));
        assertThat(Action.LIST_SUBSCRIPTION.event(NOTIFICATION, list))
                .isEqualTo(new ListSubscribed(NOTIFICATION, list));
        assertThat(Action.LIST_UNSUBSCRIPTION.event(NOTIFICATION, list))
                .isEqualTo(new ListUnsubscribed(NOTIFICATION, list));
    }

    @ParameterizedTest
    @EnumSource
    void refusesDetailsOfAnotherKind(Action action) {
        assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> action.event(NOTIFICATION, "details"));
    }
}
