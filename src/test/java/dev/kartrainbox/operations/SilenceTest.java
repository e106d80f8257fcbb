package dev.kartrainbox.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** That silent is here what it is for whoever is alerted. */
class SilenceTest {

    private static final Path RULES = Path.of("server-config/monitoring/alerts.yml");

    @Test
    void isWhatTheAlertRulesHave() throws Exception {
        assertThat(rule("KartraInboxSilent"))
                .contains("[7d] offset " + Silence.OF_ALL.length().toHours() + "h)")
                .contains(">= " + Silence.OF_ALL.usual() + "\n");
        assertThat(rule("KartraInboxActionSilent"))
                .contains("[7d] offset " + Silence.OF_ACTION.length().toDays() + "d)")
                .contains(">= " + Silence.OF_ACTION.usual() + "\n");
    }

    private static String rule(String name) throws Exception {
        var text = Files.readString(RULES);
        var begin = text.indexOf("- alert: " + name + "\n");
        return text.substring(begin, text.indexOf("for:", begin));
    }
}
