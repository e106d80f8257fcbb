package dev.kartrainbox.extension;

import dev.kartrainbox.kartra.KartraEvent;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * An observer as a user of the application would write one, in a jar dropped into WEB-INF/lib: writes a row in the
 * transaction of the delivery, and, as long as a test wants it so, throws after it did.
 */
@ApplicationScoped
public class Witness {

    /**
     * The table that the test has to make. Without a unique delivery: an effect that happens twice is there twice. The
     * numbers count up in the order of insertion.
     */
    public static final String TABLE =
            "create table witness (no bigint generated always as identity, delivery_id uuid not null, lead_id bigint, action varchar, type varchar, raw varchar, late boolean)";

    private static final String FAILING_SUBJECT = "fails";

    @Resource(lookup = "java:comp/env/jdbc/kartra-inbox")
    DataSource dataSource;

    void on(@Observes KartraEvent event) throws SQLException {
        try (var connection = dataSource.getConnection();
                var insert = connection.prepareStatement(
                        "insert into witness (delivery_id, lead_id, action, type, raw, late) values (?, ?, ?, ?, ?, ?)")) {
            insert.setObject(1, event.envelope().deliveryId());
            insert.setObject(2, event.lead().id().orElse(null));
            insert.setString(3, event.action());
            insert.setString(4, event.getClass().getSimpleName());
            insert.setString(5, event.raw().toString());
            insert.setBoolean(6, event.envelope().late());
            insert.executeUpdate();
        }
        if (event.subject().filter(FAILING_SUBJECT::equals).isPresent() && Files.exists(switchIn(serverData()))) {
            throw new IllegalStateException(
                    "cannot reach " + event.lead().email().orElse(""));
        }
    }

    /** While this file exists, events about something called {@code fails} fail. */
    public static Path switchIn(Path serverData) {
        return serverData.resolve("witness-fails");
    }

    private static Path serverData() {
        return ServerData.directory();
    }
}
