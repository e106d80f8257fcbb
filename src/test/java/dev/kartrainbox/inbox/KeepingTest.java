package dev.kartrainbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepingTest {

    private static final UUID ID = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final UUID NEXT = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8058");
    private static final UUID BEFORE = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8056");
    private static final UUID LAST = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8059");
    private static final Instant AT = Instant.parse("2026-04-20T12:00:00.123456Z");
    private static final byte[] BODY = "{\"a\":\"\u00E9\"}".getBytes(StandardCharsets.UTF_8);
    private static final Origin ORIGIN =
            new Origin("key-1", "203.0.113.24", "application/json", "identity", "Host: example.org");

    private InMemoryDatabase database;
    private Keeping keeping;

    @BeforeEach
    void migrate() {
        database = InMemoryDatabase.migrated();
        keeping = database.keeping();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keepsABodyByteForByte() throws Exception {
        var body = new byte[1024];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) i;
        }

        keeping.insert(List.of(keep(ID, Contents.unreadable("not UTF-8"), body)));

        assertThat(database.rows("select rawtohex(bytes) from delivery_body"))
                .containsExactly(HexFormat.of().formatHex(body));
    }

    @Test
    void takesItsTurnBeforeItWrites() throws Exception {
        var turn = new CountedTurn();
        keeping.turn = turn;

        keeping.insert(List.of(keep(ID, Contents.unreadable("not JSON"), new byte[1])));
        keeping.insertMissing(List.of(keep(new UUID(7, 7), Contents.unreadable("not JSON"), new byte[1])));

        assertThat(turn.taken()).isEqualTo(2);
    }

    @Test
    void keepsTheLargestBodyThatIsTaken() throws Exception {
        var body = new byte[1 << 20];
        Arrays.fill(body, (byte) 'x');

        keeping.insert(List.of(keep(ID, Contents.unreadable("not JSON"), body)));

        assertThat(database.rows("select length, octet_length(body) from inbox"))
                .containsExactly("1048576|1048576");
    }

    @Test
    void keepsEverythingAboutADelivery() throws Exception {
        var contents = new Contents("assign_tag", 7L, "Mira@Example.org", "i:7", true, null);

        keeping.insert(List.of(keep(ID, contents, BODY)));

        assertThat(database.rows("""
                        select id, surface, key_name, remote_address, content_type, content_encoding, headers, length, action,
                            lead_key, lead_id, lead_email, lane, state, last_error, processed_at, repaired, unexpected
                        from delivery"""))
                .containsExactly(
                        ID + "|outbound|key-1|203.0.113.24|application/json|identity|Host: example.org|10|assign_tag"
                                + "|i:7|7|Mira@Example.org|" + Lane.of("i:7") + "|RECEIVED|-|-|TRUE|-");
        assertThat(database.rows("select rawtohex(sha256) from delivery"))
                .containsExactly(HexFormat.of().formatHex(Fingerprint.sha256(BODY)));
        assertThat(database.rows("select received_at at time zone 'UTC' from delivery"))
                .containsExactly("2026-04-20 12:00:00.123456+00");
    }

    @Test
    void queuesWhatIsToBeProcessed() throws Exception {
        var contents = of("i:7");

        keeping.insert(List.of(keep(ID, contents, BODY), keep(NEXT, contents, BODY)));

        assertThat(database.rows("select delivery_id, lane, lead_key, replayed from queue order by 1"))
                .containsExactly(ID + "|" + Lane.of("i:7") + "|i:7|FALSE", NEXT + "|" + Lane.of("i:7") + "|i:7|FALSE");
        assertThat(database.rows("select due_at at time zone 'UTC' from queue"))
                .containsOnly("2026-04-20 12:00:00.123456+00");
    }

    @Test
    void queuesNothingThatCannotBeRead() throws Exception {
        keeping.insert(List.of(keep(ID, Contents.unreadable("not JSON at line 1, column 1"), BODY)));

        assertThat(database.rows("select delivery_id from queue")).isEmpty();
        assertThat(database.rows("select state, last_error, lead_key from delivery"))
                .containsExactly("QUARANTINED|not JSON at line 1, column 1|d:" + ID);
    }

    @Test
    void breaksNoConstraintWhateverIsSent() throws Exception {
        var hostile = "\u0000\uD800\uDC00\uD800" + "\u00E9".repeat(20_000);
        var origin = new Origin(hostile, hostile, hostile, hostile, hostile);
        var contents = new Contents(hostile, Long.MAX_VALUE, hostile, hostile, false, hostile);

        keeping.insert(List.of(new Keep(new Delivery(ID, AT, origin, Fingerprint.of(BODY), contents), BODY)));

        assertThat(database.rows("select id from inbox")).containsExactly(ID.toString());
    }

    @Test
    void saysThatTheDataIsAtFaultForAnIdThatIsThereAlready() throws Exception {
        var keep = keep(ID, Contents.unreadable("not JSON"), BODY);
        keeping.insert(List.of(keep));

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> keeping.insert(List.of(keep)))
                .matches(SqlStates::isTheDatasFault);
    }

    @Test
    void insertsOnlyWhatIsMissing() throws Exception {
        var contents = of("i:7");
        keeping.insert(List.of(keep(ID, contents, BODY)));
        database.execute("delete from queue");

        int missing = keeping.insertMissing(List.of(keep(ID, contents, new byte[1]), keep(NEXT, contents, BODY)));

        assertThat(missing).isEqualTo(1);
        assertThat(database.rows("select id, length from inbox order by id")).containsExactly(ID + "|10", NEXT + "|10");
        assertThat(database.rows("select delivery_id from queue")).containsExactly(NEXT.toString());
    }

    @Test
    void marksWhatOthersMayHaveOvertaken() throws Exception {
        keeping.insert(List.of(keep(NEXT, of("i:7"), BODY)));

        keeping.insertMissing(List.of(keep(ID, of("i:7"), BODY), keep(BEFORE, of("i:8"), BODY)));
        keeping.insertMissing(List.of(keep(LAST, of("i:7"), BODY)));

        assertThat(database.rows("select id, late from delivery order by id"))
                .containsExactly(BEFORE + "|FALSE", ID + "|TRUE", NEXT + "|FALSE", LAST + "|FALSE");
    }

    @Test
    void findsNothingMissingWhereAllIsThere() throws Exception {
        var keep = keep(ID, Contents.unreadable("not JSON"), BODY);
        keeping.insert(List.of(keep));

        assertThat(keeping.insertMissing(List.of(keep))).isZero();
        assertThat(keeping.insertMissing(List.of())).isZero();
    }

    private static Contents of(String leadKey) {
        return new Contents("assign_tag", 7L, null, leadKey, false, null);
    }

    private static Keep keep(UUID id, Contents contents, byte[] body) {
        return new Keep(new Delivery(id, AT, ORIGIN, Fingerprint.of(body), contents), body);
    }
}
