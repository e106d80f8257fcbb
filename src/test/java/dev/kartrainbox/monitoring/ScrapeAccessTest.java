package dev.kartrainbox.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScrapeAccessTest {

    private static final String TOKEN = "0123456789abcdef";

    private final ScrapeAccess withToken = new ScrapeAccess(Optional.of(TOKEN));
    private final ScrapeAccess withoutToken = new ScrapeAccess(Optional.empty());

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"})
    void isOpenToThisMachine(String address) {
        assertThat(withoutToken.isGranted(FakeExchange.from(address).request())).isTrue();
        assertThat(withToken.isGranted(FakeExchange.from(address).request())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.24", "10.0.0.1", "0.0.0.0", "::ffff:10.0.0.1", "2001:db8::1", ""})
    void isClosedToOthersWithoutTheToken(String address) {
        assertThat(withoutToken.isGranted(FakeExchange.from(address).request())).isFalse();
        assertThat(withToken.isGranted(FakeExchange.from(address).request())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "x-forwarded-for", "X-Forwarded-Proto", "Forwarded", "X-Real-IP", "Via"})
    void isClosedToWhatAProxyOnThisMachinePassesOn(String header) {
        var passedOn = FakeExchange.from("127.0.0.1").with(header, "127.0.0.1");

        assertThat(withToken.isGranted(passedOn.request())).isFalse();
        assertThat(withToken.isGranted(
                        passedOn.with("Authorization", "Bearer " + TOKEN).request()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer " + TOKEN, "bearer " + TOKEN, "BEARER  " + TOKEN})
    void isOpenToWhoeverHasTheToken(String authorization) {
        assertThat(withToken.isGranted(from("203.0.113.24", authorization).request()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer 0123456789abcde",
                "Bearer 0123456789abcdef0",
                "Bearer 0123456789ABCDEF",
                "Basic " + TOKEN,
                TOKEN
            })
    void isClosedToAnythingElse(String authorization) {
        assertThat(withToken.isGranted(from("203.0.113.24", authorization).request()))
                .isFalse();
    }

    @Test
    void hasNoTokenWhereNoneIsSet() {
        assertThat(withoutToken.isGranted(from("203.0.113.24", "Bearer ").request()))
                .isFalse();
        assertThat(withoutToken.isGranted(
                        from("203.0.113.24", "Bearer " + TOKEN).request()))
                .isFalse();
    }

    private static FakeExchange from(String address, String authorization) {
        return FakeExchange.from(address).with("Authorization", authorization);
    }
}
