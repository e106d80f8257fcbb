package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.operations.InboxCommand;
import java.io.PrintWriter;
import java.io.StringWriter;

/** The command for operators, without a process of its own. */
final class Terminal {

    private Terminal() {}

    /** Returns what it printed once it has done what the words ask for. */
    static String inbox(Database database, String... words) {
        var printed = new StringWriter();
        int code =
                InboxCommand.run(database.url(), database.user(), database.password(), new PrintWriter(printed), words);
        assertThat(code).as(printed.toString()).isZero();
        return printed.toString();
    }
}
