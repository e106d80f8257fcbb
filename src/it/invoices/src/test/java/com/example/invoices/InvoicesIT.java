package com.example.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.kartra.Sample;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The web archive in a server, from the notification to the row. */
class InvoicesIT {

    private static final String UNHEARD_OF = """
            {"lead": {"id": "7", "email": "mira.okafor@example.org"}, "action": "sings_song",
             "action_details": {"song": "Summertime"}}""";

    @Test
    void writesInvoicesAndRemembersNewActions() throws Exception {
        try (var server = new Server()) {
            server.receives(new Sample(Action.BUY_PRODUCT, Sample.Typing.STRINGS).body());
            server.receives(UNHEARD_OF.getBytes(StandardCharsets.UTF_8));

            assertThat(awaitRow(server, "select buyer from invoice")).isEqualTo("mira.okafor@example.org");
            assertThat(awaitRow(server, "select action || ' ' || details from new_action"))
                    .isEqualTo("sings_song {\"song\":\"Summertime\"}");
            var id = awaitRow(server, "select id from inbox where action = 'buy_product' and state = 'PROCESSED'");
            awaitLine(server, id + " sold something");
        }
    }

    private static String awaitRow(Server server, String query) throws Exception {
        for (int attempt = 0; attempt < 600; attempt++) {
            try (var connection = DriverManager.getConnection(server.databaseUrl(), "sa", "sa");
                    var select = connection.createStatement();
                    var row = select.executeQuery(query)) {
                if (row.next()) {
                    return row.getString(1);
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("still no row: " + query);
    }

    private static void awaitLine(Server server, String end) throws Exception {
        for (int attempt = 0; attempt < 600; attempt++) {
            if (server.console().contains(end)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("still not in the log: " + end);
    }
}
