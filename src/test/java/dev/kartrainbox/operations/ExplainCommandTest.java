package dev.kartrainbox.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.binding.FirstLook;
import dev.kartrainbox.inbox.Ids;
import dev.kartrainbox.inbox.InMemoryDatabase;
import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.kartra.Sample;
import dev.kartrainbox.kartra.Sample.Typing;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExplainCommandTest {

    private final InMemoryDatabase database = InMemoryDatabase.migrated();
    private final StringWriter printed = new StringWriter();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void explainsASample() {
        database.execute(
                "insert into observer values ('Sales.on', 'buy_product', true), ('Tags.on', 'assign_tag', true)");

        assertThat(explains("buy_product")).isZero();

        assertThat(printed.toString())
                .contains(
                        "Answer      200\n",
                        "Action      buy_product\n",
                        "Event       ProductPurchased\n",
                        "Lead        i:731904\n",
                        "transaction.transaction_full_amount = 97.00\n",
                        "lead.custom_fields[0].field_identifier = \"shirt_size\"\n",
                        "Unexpected  nothing\n",
                        "Duplicate   no (this action repeats another with the same transaction id)\n",
                        "Observers   Sales.on\n")
                .doesNotContain("Tags.on");
    }

    @Test
    void namesThePaymentThatAnotherRepeats() {
        var delivery = UUID.randomUUID();
        database.execute("insert into commerce_fact values ('buy_product:880411', '%s')".formatted(delivery));

        assertThat(explains("buy_product.numbers")).isZero();

        assertThat(printed.toString()).contains("Duplicate   yes, it repeats " + delivery);
    }

    @Test
    void namesTheDeliveryWhoseBodyIsRepeatedShortlyAfter() {
        var sample = new Sample(Action.ASSIGN_TAG, Typing.STRINGS);
        keep(sample, Instant.now().minus(Duration.ofSeconds(61)));
        assertThat(explains("assign_tag")).isZero();
        assertThat(printed.toString()).contains("Duplicate   no (");

        var previous = keep(sample, Instant.now().minus(Duration.ofSeconds(30)));
        assertThat(explains("assign_tag")).isZero();
        assertThat(printed.toString()).contains("Duplicate   yes, it repeats " + previous);
    }

    @Test
    void doesNotTakeAnEqualBodyForARepetitionWhenAnotherCameBetween() {
        keep(new Sample(Action.ASSIGN_TAG, Typing.STRINGS), Instant.now());
        keep(new Sample(Action.BUY_PRODUCT, Typing.STRINGS), Instant.now());

        assertThat(explains("assign_tag")).isZero();

        assertThat(printed.toString()).contains("Duplicate   no (");
    }

    @Test
    void explainsWhatCannotBeRead() throws IOException {
        var file = Files.writeString(directory.resolve("broken.json"), "{\"lead\":{\"id\":1},\n\"action\":");

        assertThat(explains(file.toString())).isZero();

        assertThat(printed.toString())
                .contains(
                        "Answer      202: kept byte for byte as QUARANTINED",
                        "Reason      not JSON at line 2, column 10");
    }

    @Test
    void explainsWithoutADatabase() {
        database.close();
        var away = new DatabaseLogin("jdbc:h2:mem:away;IFEXISTS=TRUE", "sa", "");

        assertThat(explains(away, "assign_tag")).isZero();

        assertThat(printed.toString())
                .contains("Event       TagAssigned", "Duplicate   not looked up: the database cannot be read");
    }

    @Test
    void saysWhatItTakesWhenThereIsNoSuchFile() {
        assertThat(explains("nothing_of_the_kind")).isEqualTo(2);

        assertThat(printed.toString())
                .contains("There is neither a file nor a sample called nothing_of_the_kind.", "Usage: explain");
    }

    @Test
    void keepsNothing() {
        explains("buy_product");

        assertThat(database.rows("select count(*) from delivery")).containsExactly("0");
        assertThat(database.rows("select count(*) from lead")).containsExactly("0");
    }

    private int explains(String... arguments) {
        return explains(new DatabaseLogin(database.url(), "sa", ""), arguments);
    }

    private int explains(DatabaseLogin login, String... arguments) {
        var out = new PrintWriter(printed);
        return new CommandLine(new ExplainCommand(login))
                .setOut(out)
                .setErr(out)
                .execute(arguments);
    }

    private UUID keep(Sample sample, Instant at) {
        return database.keeps(new Ids().next(), at, FirstLook.at(sample.body(), null), sample.body())
                .id();
    }
}
