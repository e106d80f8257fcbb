package dev.kartrainbox.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kartrainbox.inbox.Ids;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AliasesTest {

    private static final String KEY = "e:mira@example.org";

    private final Aliases aliases = new Aliases();
    private final LeadLinks links = new LeadLinks();

    @BeforeEach
    void begin() {
        aliases.ids = new Ids();
        links.aliases = aliases;
    }

    @Test
    void standForATextAndTellNothingOfIt() {
        var alias = aliases.of("mira@example.org");

        assertThat(alias).doesNotContain("mira").doesNotContain("@");
        assertThat(aliases.of("mira@example.org")).isEqualTo(alias);
        assertThat(aliases.text(alias)).contains("mira@example.org");
        assertThat(aliases.text("another")).isEmpty();
    }

    @Test
    void forgetTheOldestOfVeryMany() {
        var first = aliases.of("first@example.org");
        var second = aliases.of("second@example.org");
        for (int i = 0; i < 999; i++) {
            aliases.of(i + "@example.org");
        }

        assertThat(aliases.text(first)).isEmpty();
        assertThat(aliases.text(second)).contains("second@example.org");
    }

    @Test
    void areInLinksToLeadsInPlaceOfAddressesOnly() {
        assertThat(links.of("i:731904")).isEqualTo("i:731904");
        assertThat(links.named("i:731904")).isEqualTo("731904");

        var link = links.of(KEY);

        assertThat(link).doesNotContain("mira");
        assertThat(links.key(link)).isEqualTo(KEY);
        assertThat(links.named(link)).isEqualTo("mira@example.org");
    }

    /** Whoever sees an address masked cannot have it written out by another page. */
    @Test
    void tellWhatSomebodyTypedAndNothingElse() {
        var shown = links.of(KEY);
        var typed = links.ofTyped(KEY);

        assertThat(links.key(shown)).isEqualTo(links.key(typed)).isEqualTo(KEY);
        assertThat(links.typed(shown)).isEmpty();
        assertThat(links.typed(typed)).contains("mira@example.org");
        assertThat(links.typed("i:7")).contains("7");
        assertThat(aliases.text(aliases.ofTyped("x".repeat(10_000))).orElseThrow())
                .hasSize(400);
    }

    @Test
    void noLinkNamesAnAddressThatThisSessionDidNotLookFor() {
        assertThatThrownBy(() -> links.key(KEY)).isInstanceOf(UnknownException.class);
        assertThatThrownBy(() -> links.key("")).isInstanceOf(UnknownException.class);
        assertThatThrownBy(() -> links.key(null)).isInstanceOf(UnknownException.class);
    }
}
