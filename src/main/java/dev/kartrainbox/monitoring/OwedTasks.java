package dev.kartrainbox.monitoring;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/** What observers owe deliveries, counted. */
@ApplicationScoped
public class OwedTasks {

    public static final String OPEN = "open";
    public static final String PARKED = "parked";

    private static final String COUNT =
            "select observer, state, count(*) from observer_task group by observer, state order by observer, state";

    @Resource(lookup = "java:comp/env/jdbc/kartra-inbox")
    DataSource dataSource;

    /**
     * Of one observer.
     *
     * @param state {@value #OPEN} or {@value #PARKED}
     */
    public record Count(String observer, String state, long tasks) {}

    List<Count> look() throws SQLException {
        return BriefQuery.ask(dataSource, COUNT, rows -> {
            var counts = new ArrayList<Count>();
            while (rows.next()) {
                counts.add(new Count(rows.getString(1), rows.getString(2).toLowerCase(Locale.ROOT), rows.getLong(3)));
            }
            return counts;
        });
    }
}
