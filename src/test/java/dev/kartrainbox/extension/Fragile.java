package dev.kartrainbox.extension;

import dev.kartrainbox.kartra.KartraEvent;
import dev.kartrainbox.kartra.ObserverName;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Two observers that throw after they wrote a row, as long as a test wants it so: one of one delivery in ten, the other of
 * every one.
 */
@ApplicationScoped
public class Fragile {

    /** The table that the test has to make. */
    public static final String TABLE = "create table fragile (delivery_id uuid not null, observer varchar not null)";

    public static final String SOMETIMES = "fails-sometimes";
    public static final String ALWAYS = "fails-always";

    /** Only of leads from this one up to the next, so that no other test feels it. */
    public static final long FIRST_LEAD = 8_000_000;

    public static final long NEXT_LEAD = 9_000_000;

    @Resource(lookup = "java:comp/env/jdbc/kartra-inbox")
    DataSource dataSource;

    @ObserverName(SOMETIMES)
    void sometimes(@Observes KartraEvent event) throws SQLException {
        write(
                event,
                SOMETIMES,
                event.subject().filter(subject -> subject.endsWith("0")).isPresent());
    }

    @ObserverName(ALWAYS)
    void always(@Observes KartraEvent event) throws SQLException {
        write(event, ALWAYS, true);
    }

    private void write(KartraEvent event, String observer, boolean fails) throws SQLException {
        if (event.lead().id().filter(id -> id >= FIRST_LEAD && id < NEXT_LEAD).isEmpty()) {
            return;
        }
        try (var connection = dataSource.getConnection();
                var insert = connection.prepareStatement("insert into fragile values (?, ?)")) {
            insert.setObject(1, event.envelope().deliveryId());
            insert.setString(2, observer);
            insert.executeUpdate();
        }
        if (fails && Files.exists(switchIn(ServerData.directory()))) {
            throw new IllegalStateException(observer);
        }
    }

    /** While this file exists, they throw. */
    public static Path switchIn(Path serverData) {
        return serverData.resolve("fragile-fails");
    }
}
