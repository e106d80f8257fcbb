package dev.kartrainbox.operations;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * How a command gets at the database while the server runs: at PostgreSQL by the server's own settings, at H2 through the local
 * port that the server opens for processes of its user.
 */
record DatabaseLogin(String url, String user, String password) {

    /** By the server's settings; without any, the file of the server that the build provisions. */
    static DatabaseLogin fromSettings() {
        return new DatabaseLogin(
                setting("KARTRA_INBOX_DB_URL", defaultUrl()),
                setting("KARTRA_INBOX_DB_USER", "sa"),
                setting("KARTRA_INBOX_DB_PASSWORD", "sa"));
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    /** The application's persistence unit, with transactions that the command begins and ends. */
    EntityManagerFactory entityManagers() {
        return Persistence.createEntityManagerFactory(
                "kartra-inbox",
                Map.of(
                        "jakarta.persistence.transactionType",
                        "RESOURCE_LOCAL",
                        "jakarta.persistence.jtaDataSource",
                        "",
                        "jakarta.persistence.jdbc.url",
                        url,
                        "jakarta.persistence.jdbc.user",
                        user,
                        "jakarta.persistence.jdbc.password",
                        password,
                        "eclipselink.weaving",
                        "false"));
    }

    private static String defaultUrl() {
        return "jdbc:h2:"
                + Path.of("target/server/standalone/data/kartra-inbox/inbox").toAbsolutePath()
                + ";AUTO_SERVER=TRUE;IFEXISTS=TRUE";
    }

    private static String setting(String name, String standard) {
        return Optional.ofNullable(System.getProperty(name))
                .or(() -> Optional.ofNullable(System.getenv(name)))
                .filter(value -> !value.isBlank())
                .orElse(standard);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url;
    }
}
