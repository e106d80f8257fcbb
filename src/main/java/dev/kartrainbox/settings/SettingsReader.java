package dev.kartrainbox.settings;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and checks the settings; names everything that is wrong at once, and what to do about it. */
final class SettingsReader {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{16,128}");
    private static final String WANTED_OF_A_KEY =
            "has to have 16 to 128 characters of A-Z a-z 0-9 _ -; `openssl rand -hex 24` makes a good one";
    private static final int LEAST_OF_PASSWORD = 12;
    private static final int MOST_OF_PASSWORD = 200;
    private static final URI LOCAL = URI.create("http://localhost:8080");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private final Function<String, @Nullable String> source;
    private final Path serverData;
    private final List<String> problems = new ArrayList<>();

    SettingsReader(Function<String, @Nullable String> source, Path serverData) {
        this.source = source;
        this.serverData = serverData;
    }

    /**
     * Reads all settings.
     *
     * @throws IllegalStateException if any of them is wrong; the message names each, and never a key's value
     */
    Settings read() {
        var workers = number("KARTRA_INBOX_WORKERS", 4, 0, 64);
        var pool = number("KARTRA_INBOX_DB_POOL", 20, 4, 1000);
        if (workers > (pool - 2) / 2) {
            problems.add(String.format(
                    Locale.ROOT,
                    "KARTRA_INBOX_WORKERS is %d, but each worker may need two connections of KARTRA_INBOX_DB_POOL, which is %d: set the pool to %d or more, or have at most %d workers",
                    workers,
                    pool,
                    2 * workers + 2,
                    (pool - 2) / 2));
        }
        var settings = new Settings(
                keys(),
                publicUrl(),
                proxies(),
                number("KARTRA_INBOX_BODY_LIMIT", 1 << 20, 1024, 1 << 20),
                Duration.ofSeconds(number("KARTRA_INBOX_BODY_TIMEOUT", 10, 1, 60)),
                timeZone(),
                workers,
                pool,
                number("KARTRA_INBOX_ATTEMPTS", 8, 1, 100),
                seconds("KARTRA_INBOX_RETRY_DELAY", new BigDecimal(15)),
                Duration.ofSeconds(number("KARTRA_INBOX_OBSERVER_TIMEOUT", 60, 1, 3600)),
                serverData.resolve("kartra-inbox"),
                journalDirectory(),
                (long) number("KARTRA_INBOX_DISK_FLOOR", 256, 0, 1 << 20) << 20,
                metricsToken(),
                new KeepFor(
                        number("KARTRA_INBOX_KEEP_BODIES", 400, 0, KeepFor.MOST),
                        number("KARTRA_INBOX_KEEP_QUARANTINED", 800, 0, KeepFor.MOST),
                        number("KARTRA_INBOX_KEEP_AUDIT", 1826, 0, KeepFor.MOST)),
                adminPassword());
        if (!problems.isEmpty()) {
            throw new IllegalStateException("Kartra Inbox does not start, its settings need a change: "
                    + String.join("; ", problems) + ". The README lists all settings.");
        }
        return settings;
    }

    private List<String> keys() {
        var text = text("KARTRA_INBOX_KEY");
        if (text.isEmpty()) {
            return List.of();
        }
        var keys = Arrays.stream(text.get().split(",", -1)).map(String::strip).toList();
        for (int i = 0; i < keys.size(); i++) {
            if (!KEY.matcher(keys.get(i)).matches()) {
                problems.add(String.format(Locale.ROOT, "key %d of KARTRA_INBOX_KEY %s", i + 1, WANTED_OF_A_KEY));
            }
        }
        if (new HashSet<>(keys).size() < keys.size()) {
            problems.add("KARTRA_INBOX_KEY names the same key twice");
        }
        return keys;
    }

    private Optional<String> metricsToken() {
        var token = text("KARTRA_INBOX_METRICS_TOKEN");
        if (token.isPresent() && !KEY.matcher(token.get()).matches()) {
            problems.add("KARTRA_INBOX_METRICS_TOKEN " + WANTED_OF_A_KEY);
        }
        return token;
    }

    private Optional<String> adminPassword() {
        var password =
                Optional.ofNullable(source.apply("KARTRA_INBOX_ADMIN_PASSWORD")).filter(text -> !text.isBlank());
        if (password.filter(text -> text.length() < LEAST_OF_PASSWORD || text.length() > MOST_OF_PASSWORD)
                .isPresent()) {
            problems.add(String.format(
                    Locale.ROOT,
                    "KARTRA_INBOX_ADMIN_PASSWORD has to have %d to %d characters",
                    LEAST_OF_PASSWORD,
                    MOST_OF_PASSWORD));
        }
        return password;
    }

    private URI publicUrl() {
        var text = text("KARTRA_INBOX_PUBLIC_URL");
        if (text.isEmpty()) {
            return LOCAL;
        }
        try {
            var url = new URI(text.get());
            if (namesAServer(url)) {
                return url;
            }
        } catch (URISyntaxException unreadable) {
            // named below, together with everything else that is not such a URL
        }
        problems.add(
                "KARTRA_INBOX_PUBLIC_URL has to be http:// or https:// with a host, perhaps a port, and no path, for example https://hooks.example.org");
        return LOCAL;
    }

    /** And nothing else: the URL is printed, and a password in it would be too. */
    private static boolean namesAServer(URI url) {
        var web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        return web
                && url.getHost() != null
                && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }

    private Proxies proxies() {
        var parts = text("KARTRA_INBOX_PROXIES").stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(part -> Network.of(part.strip()))
                .toList();
        if (!parts.stream().allMatch(Optional::isPresent)) {
            problems.add(
                    "KARTRA_INBOX_PROXIES has to list addresses or networks, separated by commas, for example 127.0.0.1,10.1.0.0/16");
        }
        return new Proxies(parts.stream().flatMap(Optional::stream).toList());
    }

    private ZoneId timeZone() {
        try {
            return text("KARTRA_INBOX_TIME_ZONE").map(ZoneId::of).orElse(NEW_YORK);
        } catch (DateTimeException unknown) {
            problems.add("KARTRA_INBOX_TIME_ZONE has to name a time zone, for example America/New_York or -05:00");
            return NEW_YORK;
        }
    }

    private Path journalDirectory() {
        var standard = serverData.resolve("kartra-inbox").resolve("journal");
        try {
            var directory = text("KARTRA_INBOX_JOURNAL_DIR").map(Path::of).orElse(standard);
            if (directory.equals(standard) || directory.isAbsolute()) {
                return directory;
            }
        } catch (InvalidPathException unreadable) {
            // named below, together with paths that depend on where the server was started
        }
        problems.add("KARTRA_INBOX_JOURNAL_DIR has to be the absolute path of a directory");
        return standard;
    }

    private int number(String name, int standard, int least, int most) {
        var text = text(name);
        if (text.isEmpty()) {
            return standard;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException unreadable) {
            // named below, together with numbers out of range
        }
        problems.add(String.format(Locale.ROOT, "%s has to be a whole number from %d to %d", name, least, most));
        return standard;
    }

    private Duration seconds(String name, BigDecimal standard) {
        var text = text(name);
        try {
            var seconds = text.map(BigDecimal::new).orElse(standard);
            if (seconds.compareTo(new BigDecimal("0.01")) >= 0 && seconds.compareTo(new BigDecimal(86_400)) <= 0) {
                return Duration.ofMillis(seconds.movePointRight(3).longValue());
            }
        } catch (NumberFormatException unreadable) {
            // named below, together with numbers out of range
        }
        problems.add(String.format(Locale.ROOT, "%s has to be a number of seconds from 0.01 to 86400", name));
        return Duration.ofSeconds(standard.longValue());
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(source.apply(name)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
