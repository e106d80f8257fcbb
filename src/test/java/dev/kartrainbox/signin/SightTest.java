package dev.kartrainbox.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SightTest {

    private static final Sight VIEWER = new Sight(false);
    private static final Sight OPERATOR = new Sight(true);

    @ParameterizedTest
    @CsvSource({
        "mira@example.org,m…@e…",
        "@,…@…",
        "no address,n…",
        "'\"a@b\"@example.org','\"…@e…'",
        "😀@😀.org,😀…@😀…"
    })
    void leavesTheFirstLettersOfAnAddress(String address, String masked) {
        assertThat(VIEWER.email(address)).isEqualTo(masked);
        assertThat(OPERATOR.email(address)).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({"Mira,M.", "Mira Okafor,M. O.", "'  ',''", "'Ana  María',A. M."})
    void leavesInitialsOfNames(String name, String masked) {
        assertThat(VIEWER.name(name)).isEqualTo(masked);
        assertThat(OPERATOR.name(name)).isEqualTo(name);
    }

    @Test
    void masksALeadsKeyWhereItIsAnAddress() {
        assertThat(VIEWER.leadKey("e:mira@example.org")).isEqualTo("e:m…@e…");
        assertThat(VIEWER.leadKey("i:7")).isEqualTo("i:7");
        assertThat(OPERATOR.leadKey("e:mira@example.org")).isEqualTo("e:mira@example.org");
    }

    @Test
    void keepsWhatIsAbsentAbsentAndSecretsFromViewers() {
        assertThat(VIEWER.email(null)).isNull();
        assertThat(VIEWER.name(null)).isNull();
        assertThat(VIEWER.only(Optional.of("x"))).isNull();
        assertThat(OPERATOR.only(Optional.of("x"))).isEqualTo("x");
    }
}
