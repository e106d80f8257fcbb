package dev.kartrainbox.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private static final String PASSWORD = "correct horse ü battery";

    private final Passwords passwords = new Passwords();

    @Test
    void matchTheHashThatWasMadeOfThemAndNoOther() {
        var stored = passwords.hash(PASSWORD);

        assertThat(passwords.matches(PASSWORD, stored)).isTrue();
        assertThat(passwords.matches(PASSWORD + " ", stored)).isFalse();
        assertThat(passwords.matches("", stored)).isFalse();
    }

    @Test
    void areStoredAsPbkdf2WithSixHundredThousandIterationsAndASaltOfTheirOwn() throws Exception {
        var stored = passwords.hash(PASSWORD);

        var parts = stored.split("\\$");
        var salt = Base64.getDecoder().decode(parts[2]);
        var expected = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(PASSWORD.toCharArray(), salt, 600_000, 256))
                .getEncoded();
        assertThat(parts[0] + parts[1]).isEqualTo("pbkdf2-sha256600000");
        assertThat(salt).hasSize(16);
        assertThat(Base64.getDecoder().decode(parts[3])).isEqualTo(expected);
        assertThat(passwords.hash(PASSWORD)).isNotEqualTo(stored);
    }

    @Test
    void areMadeLongAndDifferent() {
        assertThat(passwords.generate()).matches("[A-Za-z0-9_-]{24}").isNotEqualTo(passwords.generate());
    }

    @Test
    void ofAnUnknownKindAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> passwords.matches(PASSWORD, "md5$1$AA$AA"));
    }
}
