package dev.kartrainbox.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.Database;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The command for operators, without a process of its own. */
public final class Terminal {

    private Terminal() {}

    /** Returns once the command has done what the words ask for. */
    public static void runs(Database database, String... words) {
        var output = new ByteArrayOutputStream();
        var login = new DatabaseLogin(database.url(), database.user(), database.password());
        var done = new InboxCommand(login, new PrintStream(output, true, StandardCharsets.UTF_8)).run(List.of(words));
        assertThat(done).as(() -> output.toString(StandardCharsets.UTF_8)).isTrue();
    }
}
