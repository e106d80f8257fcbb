package dev.kartrainbox.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kartrainbox.inbox.Ids;
import dev.kartrainbox.inbox.State;
import dev.kartrainbox.operations.Selection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryFilterTest {

    private final Aliases aliases = new Aliases();

    private DeliveryFilter filter(Map<String, String> address) {
        var filter = new DeliveryFilter();
        aliases.ids = new Ids();
        filter.aliases = aliases;
        filter.viewer = new Viewer() {
            @Override
            public ZoneId getZone() {
                return ZoneId.of("America/New_York");
            }
        };
        filter.request = address;
        filter.begin();
        return filter;
    }

    @Test
    void looksForWhatTheAddressSays() {
        var search = filter(Map.of(
                        "state", "PARKED",
                        "action", " buy_product ",
                        "key", "shop",
                        "from", "2026-11-24T10:00:00Z",
                        "lead", "731904",
                        "transaction", "880411"))
                .search();

        assertThat(search.state()).isEqualTo(State.PARKED);
        assertThat(search.action()).isEqualTo("buy_product");
        assertThat(search.keyName()).isEqualTo("shop");
        assertThat(search.from()).isEqualTo(Instant.parse("2026-11-24T10:00:00Z"));
        assertThat(search.to()).isNull();
        assertThat(search.leadId()).isEqualTo(731904);
        assertThat(search.transaction()).isEqualTo(880411);
        assertThat(search.product()).isNull();
    }

    @Test
    void hasAnEMailAddressInNoAddressOfAPage() {
        var filter = filter(Map.of());

        filter.setTypedEmail(" mira@example.org ");

        assertThat(filter.address("deliveries", Map.of()))
                .startsWith("/console/deliveries?email=")
                .doesNotContain("mira");
        assertThat(filter.getTypedEmail()).isEqualTo("mira@example.org");
        assertThat(filter.search().email()).isEqualTo("mira@example.org");
        assertThatThrownBy(() -> filter(Map.of("email", "of-another-session")).search())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("earlier visit");
    }

    @Test
    void readsTimesInTheZoneOfTheViewer() {
        var filter = filter(Map.of());

        filter.setLocalFrom("2026-07-01T09:00");

        assertThat(filter.search().from()).isEqualTo(Instant.parse("2026-07-01T13:00:00Z"));
        assertThat(filter.getLocalFrom()).isEqualTo("2026-07-01T09:00");
    }

    @ParameterizedTest
    @CsvSource({
        "state,LOST,no such state",
        "from,yesterday,A time looks like",
        "lead,mira,Lead (Kartra’s id): that is a number.",
        "lead,0,Lead (Kartra’s id): that is a number.",
        "product,12345678901234567890,Product id: that is a number."
    })
    void saysWhichPartCannotBeRead(String name, String value, String words) {
        var filter = filter(Map.of(name, value));

        assertThatThrownBy(filter::search)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    @Test
    void selectsForOperationsOnManyWhatTheseKnow() {
        assertThat(filter(Map.of("state", "PARKED", "lead", "7")).selection())
                .contains(new Selection(State.PARKED, null, null, null, null, "7"));
        assertThat(filter(Map.of()).selection()).isEmpty();
        assertThat(filter(Map.of("state", "PARKED", "transaction", "7")).selection())
                .isEmpty();
        assertThat(filter(Map.of("product", "7")).selection()).isEmpty();
        assertThat(filter(Map.of("lead", "7", "email", aliases.ofTyped("a@example.org")))
                        .selection())
                .isEmpty();
    }

    @Test
    void selectsWhatIsThereNowAndLeavesTheSearchAsItWas() {
        var filter = filter(Map.of("action", "buy_product"));
        filter.clock = Clock.fixed(Instant.parse("2026-11-25T10:00:00.5Z"), ZoneOffset.UTC);

        assertThat(filter.selectionAddress("discard"))
                .startsWith("/console/selection?action=buy_product&")
                .contains("do=discard", "to=2026-11-25T10%3A00%3A01Z");
        assertThat(filter.address("deliveries", Map.of())).isEqualTo("/console/deliveries?action=buy_product");
        assertThat(filter(Map.of("to", "2026-11-24T00:00:00Z")).selectionAddress("discard"))
                .isEqualTo("/console/selection?to=2026-11-24T00%3A00%3A00Z&do=discard");
    }

    @Test
    void writesAnAddressThatSaysTheSame() {
        var filter = filter(Map.of("action", "a b&c=d", "state", ""));

        assertThat(filter.address("selection", Map.of("do", "replay")))
                .isEqualTo("/console/selection?action=a+b%26c%3Dd&do=replay");
        assertThat(filter.getParameters()).containsExactly(Map.entry("action", "a b&c=d"));
    }
}
