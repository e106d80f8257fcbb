package dev.kartrainbox.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kartrainbox.dispatch.Work.Batch;
import dev.kartrainbox.dispatch.Work.Owed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuspectsTest {

    @TempDir
    Path directory;

    private final Claim first = claim(1);
    private final Claim second = claim(2);
    private final Claim third = claim(3);
    private final List<Claim> due = List.of(first, second, third);

    @Test
    void areNoneWhereNothingWasInHand() {
        var suspects = afterStopWith();

        assertThat(suspects.apart(due)).isEqualTo(due);
        assertThatCode(() -> suspects.check(new Batch(due))).doesNotThrowAnyException();
        assertThat(counts()).doesNotExist();
    }

    @Test
    void areToldAlone() {
        var suspects = afterStopWith(new Batch(List.of(second, third)));

        assertThat(suspects.apart(due)).containsExactly(first);
        assertThat(suspects.apart(due.subList(1, 3))).containsExactly(second);
        assertThat(suspects.apart(List.of())).isEmpty();
    }

    @Test
    void areForgottenWhenTheyAreDone() {
        var suspects = afterStopWith(Batch.of(second), Batch.of(third));

        suspects.forget(Batch.of(second));

        assertThat(suspects.apart(due)).containsExactly(first, second);
        assertThat(counts()).content().isEqualTo("1 " + third.mark() + "\n");
        suspects.forget(Batch.of(third));
        assertThat(counts()).doesNotExist();
    }

    @Test
    void areHopelessAfterThreeUncleanStops() {
        afterStopWith(Batch.of(first));
        var twice = afterStopWith(Batch.of(first));
        assertThatCode(() -> twice.check(Batch.of(first))).doesNotThrowAnyException();

        var thrice = afterStopWith(Batch.of(first));

        assertThatExceptionOfType(HopelessException.class)
                .isThrownBy(() -> thrice.check(Batch.of(first)))
                .withMessage("in hand when the server died, 3 times");
        assertThatCode(() -> thrice.check(Batch.of(second))).doesNotThrowAnyException();
    }

    @Test
    void areCountedFromTheStartAfterTheyWentWellInBetween() {
        afterStopWith(Batch.of(first));
        afterStopWith(Batch.of(first)).forget(Batch.of(first));

        var suspects = afterStopWith(Batch.of(first));

        assertThat(counts()).content().startsWith("1 ");
        assertThatCode(() -> suspects.check(Batch.of(first))).doesNotThrowAnyException();
    }

    @Test
    void areCountedThoughTheyWereNotInHandAtEveryUncleanStop() {
        afterStopWith(Batch.of(first));
        afterStopWith(Batch.of(second));
        afterStopWith(Batch.of(first));

        var suspects = afterStopWith(Batch.of(first));

        assertThatThrownBy(() -> suspects.check(Batch.of(first))).isInstanceOf(HopelessException.class);
    }

    @Test
    void areTasksOfOneObserver() {
        var owed = new Owed(5, first.deliveryId(), "Sales.on(Product Purchased)", 2);
        var other = new Owed(5, first.deliveryId(), "Other.on", 2);
        for (int stop = 0; stop < 2; stop++) {
            afterStopWith(owed);
        }

        var suspects = afterStopWith(owed);

        assertThatThrownBy(() -> suspects.check(owed)).isInstanceOf(HopelessException.class);
        assertThatCode(() -> suspects.check(other)).doesNotThrowAnyException();
        assertThat(suspects.apart(due)).isEqualTo(due);
    }

    @Test
    void areNotThoseThatAreDoneByNow() {
        afterStopWith(Batch.of(second));

        var suspects = afterStopWith(id -> id.equals(third.deliveryId()), new Batch(due));

        assertThat(suspects.apart(due)).containsExactly(first, second);
        assertThat(counts()).content().isEqualTo("1 " + third.mark() + "\n");
    }

    @Test
    void areKeptWhereTheDatabaseDoesNotTellWhetherTheyAreDone() {
        var suspects = afterStopWith(
                id -> {
                    throw new IllegalStateException("no connection");
                },
                Batch.of(first));

        assertThat(suspects.apart(due)).containsExactly(first);
    }

    @Test
    void areCountedOnceWhereTheStartIsTriedAgain() throws IOException {
        var suspects = suspects();
        InHandFile.open(directory.resolve("in-hand"), 1).note(0, Batch.of(first).marks());

        suspects.open(id -> true);
        suspects.open(id -> true);

        assertThat(counts()).content().isEqualTo("1 " + first.mark() + "\n");
    }

    @Test
    void areWhatCanStillBeReadOfTheCounts() throws IOException {
        Files.writeString(
                counts(),
                "2 " + first.mark() + "\n\u0000\u0000\n2 " + second.mark().substring(5) + "\n0 " + third.mark()
                        + "\n99999 " + third.mark());
        var suspects = afterStopWith(Batch.of(first));

        assertThatThrownBy(() -> suspects.check(Batch.of(first))).isInstanceOf(HopelessException.class);
        assertThat(suspects.apart(due.subList(1, 3))).containsExactly(second, third);
    }

    @Test
    void areNotCountedWhereNothingCanBeWritten() throws IOException {
        directory = Files.createFile(directory.resolve("a file")).resolve("below it");
        var suspects = suspects();

        var inHand = suspects.open(id -> true);
        inHand.note(3, Batch.of(first).marks());
        suspects.blame(first.mark(), new IllegalStateException());
        suspects.forget(Batch.of(first));

        assertThat(suspects.apart(due)).isEqualTo(due);
    }

    @Test
    void areNotedAtTheNextTryWhereTheyHung() {
        var suspects = suspects();
        var failure = timedOut(false);

        suspects.blame(second.mark(), failure);

        assertThat(suspects.apart(due)).containsExactly(first);
        assertThatThrownBy(() -> suspects.check(Batch.of(second))).isSameAs(failure);
        assertThatThrownBy(() -> suspects.check(Batch.of(second)))
                .as("until that is done")
                .isSameAs(failure);
        suspects.forget(Batch.of(second));
        assertThatCode(() -> suspects.check(Batch.of(second))).doesNotThrowAnyException();
    }

    @Test
    void areAllOfABatchOfWhichNobodyKnowsWhoHung() {
        var suspects = suspects();

        suspects.suspect(new Batch(due));

        assertThat(suspects.apart(due)).containsExactly(first);
        assertThatCode(() -> suspects.check(Batch.of(first))).doesNotThrowAnyException();
        assertThat(counts()).doesNotExist();
    }

    @Test
    void areAcquittedWhereTheDatabaseIsAway() {
        var suspects = suspects();
        var hung = timedOut(false);
        suspects.blame(first.mark(), timedOut(true));
        suspects.blame(second.mark(), hung);

        suspects.acquitWhoWaitedForTheDatabase();

        assertThatCode(() -> suspects.check(Batch.of(first))).doesNotThrowAnyException();
        assertThatThrownBy(() -> suspects.check(Batch.of(second))).isSameAs(hung);
    }

    private static ObserverTimedOut timedOut(boolean waitedForDatabase) {
        return new ObserverTimedOut("Sales.on", new StackTraceElement[0], waitedForDatabase);
    }

    private Suspects afterStopWith(Work... inHand) {
        return afterStopWith(id -> true, inHand);
    }

    /** A server that had this in hand when it died, and is started again. */
    private Suspects afterStopWith(Predicate<UUID> unfinished, Work... inHand) {
        try {
            var died = InHandFile.open(directory.resolve("in-hand"), inHand.length);
            for (int slot = 0; slot < inHand.length; slot++) {
                died.note(slot, inHand[slot].marks());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        var suspects = suspects();
        suspects.open(unfinished);
        return suspects;
    }

    private Suspects suspects() {
        var suspects = new Suspects();
        suspects.settings = Node.settings(directory);
        return suspects;
    }

    private Path counts() {
        return directory.resolve("in-hand-at-unclean-stops");
    }

    private static Claim claim(int id) {
        return new Claim(new UUID(0, id), 5, "i:" + id, false, false, false);
    }
}
