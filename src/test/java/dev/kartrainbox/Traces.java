package dev.kartrainbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Where words are still to be found, in any case: in every column of every table, whoever made it, and in files. */
public final class Traces {

    private static final String TABLES =
            "select table_name from information_schema.tables where table_type = 'BASE TABLE' and table_schema = current_schema";

    private final List<String> words;

    private Traces(List<String> words) {
        this.words = words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    }

    public static Traces of(String... words) {
        return new Traces(List.of(words));
    }

    /** Table, column and word of each. */
    public List<String> in(Database database) {
        var traces = new ArrayList<String>();
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var select = connection.createStatement()) {
            for (var table : database.rows(TABLES)) {
                try (var row = select.executeQuery("select * from \"" + table + "\"")) {
                    while (row.next()) {
                        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            var value = row.getObject(i) instanceof byte[] bytes ? text(bytes) : row.getString(i);
                            add(table + "." + row.getMetaData().getColumnName(i), value, traces);
                        }
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return traces;
    }

    /** File and word of each, in all files below the directory. */
    public List<String> in(Path directory) {
        var traces = new ArrayList<String>();
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                add(file.toString(), text(Files.readAllBytes(file)), traces);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return traces;
    }

    private void add(String place, String value, List<String> traces) {
        if (value == null) {
            return;
        }
        var text = value.toLowerCase(Locale.ROOT);
        words.stream().filter(text::contains).forEach(word -> traces.add(place + ": " + word));
    }

    private static String text(byte[] bytes) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException plain) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
