package dev.kartrainbox.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    private int tried;
    private final Addresses addresses = new Addresses(address -> {
        tried++;
        return address.toLowerCase(Locale.ROOT).equals("mira@example.org");
    });

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mira@example.org|[erased]",
                "To: Mira <MIRA@Example.Org>, soon|To: Mira <[erased]>, soon",
                "write to mira@example.org.|write to [erased].",
                "mira@example.org.And then|[erased].And then",
                "mailto:mira@example.org?subject=a|mailto:[erased]?subject=a",
                "https://x.example/?a=1&email=mira%40example.org&b=2|https://x.example/?a=1&email=[erased]&b=2",
                "https://x.example/of/mira@example.org|https://x.example/of/[erased]",
                "mira@example.org,mira@example.org;jo@example.org|[erased],[erased];jo@example.org",
            })
    void takesOutAnAddressAndNothingElse(String text, String left) {
        assertThat(addresses.takenOutOf(text)).isEqualTo(left);
        assertThat(addresses.areIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.mira@example.org",
                "mira+news@example.org",
                "mira-a@example.org",
                "xmira@example.org",
                "mira@example.orgs",
                "mira@an-example.org",
                "@example.org",
                "mira@",
                "@",
                "",
                "100%40"
            })
    void leavesEveryOther(String text) {
        assertThat(addresses.takenOutOf(text)).isEqualTo(text);
        assertThat(addresses.areIn(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mira\\u0040example.org",
                "{\\\"a\\\":\\\"mira\\\\u0040example.org\\\"}",
                "mira&#64;example.org",
                "mira&#x40;example.org",
                "mira&commat;example.org",
                "%6dira%2540example.org",
                "\\u006d\\u0069ra@example.org"
            })
    void findsWhatIsEscaped(String text) {
        assertThat(addresses.areIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"@", "a@", "/", "/@", "/a/a/a/a/a@b.b.b.b.b", "%40", "\\\\u"})
    void triesLittleOfWhatIsHostile(String part) {
        var text = part.repeat((1 << 20) / part.length());

        assertTimeout(
                Duration.ofSeconds(10), () -> addresses.areIn(text)); // far more than it takes, and less than a square

        assertThat(tried).isLessThan(2 * text.length());
    }
}
