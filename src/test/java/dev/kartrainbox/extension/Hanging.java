package dev.kartrainbox.extension;

import dev.kartrainbox.kartra.TagAssigned;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * An observer that does not come back as long as a test wants it so, and cannot be interrupted; when it does come back, it writes
 * a row into the table of {@link Witness}.
 */
@ApplicationScoped
public class Hanging {

    /** What it writes there as the type. */
    public static final String TYPE = "came back";

    private static final String SUBJECT = "hangs";

    @Resource(lookup = "java:comp/env/jdbc/kartra-inbox")
    DataSource dataSource;

    void on(@Observes TagAssigned event) throws IOException, SQLException {
        if (event.subject().filter(SUBJECT::equals).isEmpty() || !Files.exists(switchIn(serverData()))) {
            return;
        }
        Files.writeString(signIn(serverData()), event.envelope().deliveryId().toString());
        while (Files.exists(switchIn(serverData()))) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        try (var connection = dataSource.getConnection();
                var insert = connection.prepareStatement("insert into witness (delivery_id, type) values (?, ?)")) {
            insert.setObject(1, event.envelope().deliveryId());
            insert.setString(2, TYPE);
            insert.executeUpdate();
        }
    }

    /** While this file exists, it does not come back from tags called {@code hangs}. */
    public static Path switchIn(Path serverData) {
        return serverData.resolve("hanging");
    }

    /** It writes this file as soon as it hangs. */
    public static Path signIn(Path serverData) {
        return serverData.resolve("hangs");
    }

    private static Path serverData() {
        return ServerData.directory();
    }
}
