package dev.kartrainbox.extension;

import dev.kartrainbox.kartra.LeadErased;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Erases what {@link Witness} wrote of a lead, as a user of the application would. */
@ApplicationScoped
public class Forgetful {

    @Resource(lookup = "java:comp/env/jdbc/kartra-inbox")
    DataSource dataSource;

    void on(@Observes LeadErased event) throws SQLException {
        try (var connection = dataSource.getConnection();
                var delete = connection.prepareStatement("delete from witness where lower(raw) like ?")) {
            for (var id : event.ids()) {
                delete.setString(1, "%" + id + "%");
                delete.executeUpdate();
            }
            for (var email : event.emails()) {
                delete.setString(1, "%" + email.replace("@", "%") + "%"); // in a URL, too
                delete.executeUpdate();
            }
        }
    }
}
