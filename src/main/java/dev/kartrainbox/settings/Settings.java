package dev.kartrainbox.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the operator decides. Each is read once at start from the system property of this name or, where there is none, from
 * the environment variable of the same name.
 *
 * @param keys {@code KARTRA_INBOX_KEY}: the keys of the URL that Kartra posts to, separated by commas; 16 or more characters
 *     of {@code [A-Za-z0-9_-]} each. Several are live at once, which is how a key is changed without a gap. Default: none,
 *     and the first start makes one
 * @param publicUrl {@code KARTRA_INBOX_PUBLIC_URL}: how the server is reached from outside, without a path. Shown, never
 *     listened on. Default {@code http://localhost:8080}
 * @param proxies {@code KARTRA_INBOX_PROXIES}: addresses and networks ({@code 10.1.0.0/16}), separated by commas, of the proxies in
 *     front. What they say in {@code X-Forwarded-For} and {@code X-Forwarded-Proto} is where a request came from, and whether over TLS; of anybody else it is not believed. Default:
 *     none
 * @param bodyLimit {@code KARTRA_INBOX_BODY_LIMIT}: largest body that is taken, in bytes, 1024 to 1048576. Smaller refuses more,
 *     and what is refused is lost. Default 1048576
 * @param bodyTimeout {@code KARTRA_INBOX_BODY_TIMEOUT}: by when a body must have arrived in full, 1 to 60 seconds. Larger is
 *     kinder to slow senders and lets hostile ones hold a connection longer. Default 10
 * @param timeZone {@code KARTRA_INBOX_TIME_ZONE}: the zone in which Kartra's times are read, which carry none. A time that
 *     summer time skips is moved forward by the gap; one that it repeats is the earlier. Default {@code America/New_York}
 * @param workers {@code KARTRA_INBOX_WORKERS}: how many deliveries are processed at once on this node; with none it only keeps. Each takes up to two
 *     connections of the pool. Default 4
 * @param pool {@code KARTRA_INBOX_DB_POOL}: connections in the main pool, at least 2 × workers + 2. Default 20
 * @param attempts {@code KARTRA_INBOX_ATTEMPTS}: how often an observer is tried with a delivery before it is parked, 1 to 100. Default 8
 * @param retryDelay {@code KARTRA_INBOX_RETRY_DELAY}: seconds before the second attempt, each further one four times as
 *     long. Default 15, which spreads 8 attempts over about a day
 * @param observerTimeout {@code KARTRA_INBOX_OBSERVER_TIMEOUT}: how long the observers of one delivery may take together, 1 to
 *     3600 seconds. Then it is rolled back, and its worker replaced. Larger leaves a lane blocked for longer behind an observer
 *     that hangs, smaller gives up slow ones. Default 60
 * @param directory where this node keeps files of its own, below the server's data directory; only its user can enter it
 * @param journalDirectory {@code KARTRA_INBOX_JOURNAL_DIR}: where notifications are kept while the database is away, an
 *     absolute path of this node alone. On a disk of its own it survives a full one; what stands there is the only copy.
 *     Default {@code journal} below {@code directory}
 * @param diskFloor {@code KARTRA_INBOX_DISK_FLOOR}: how much of the disk stays free, in bytes (the setting in MiB, 0 to 1048576).
 *     Below it the journal, and an H2 database on the same disk, take nothing more: 503, until there is room again. Larger
 *     refuses earlier, smaller leaves the database less to live on. Default 256 MiB
 * @param metricsToken {@code KARTRA_INBOX_METRICS_TOKEN}: with it, as a bearer token, metrics may be read from other machines, or through
 *     a proxy; 16 or more characters of {@code [A-Za-z0-9_-]}. Default: none, and only this machine reads them
 * @param keepFor for how long things are kept: {@code KARTRA_INBOX_KEEP_…}, see {@link KeepFor}
 * @param adminPassword {@code KARTRA_INBOX_ADMIN_PASSWORD}: the password of the account {@code admin}, 12 to 200 characters; it is
 *     set anew at each start. Absent: the first start makes one
 */
public record Settings(
        List<String> keys,
        URI publicUrl,
        Proxies proxies,
        int bodyLimit,
        Duration bodyTimeout,
        ZoneId timeZone,
        int workers,
        int pool,
        int attempts,
        Duration retryDelay,
        Duration observerTimeout,
        Path directory,
        Path journalDirectory,
        long diskFloor,
        Optional<String> metricsToken,
        KeepFor keepFor,
        Optional<String> adminPassword) {

    public Settings {
        keys = List.copyOf(keys);
    }

    /** Where the server is reached, the application's path included, without a slash at the end. */
    public String applicationUrl() {
        return publicUrl.toString().replaceAll("/+$", "") + "/kartra-inbox";
    }

    /** All settings on one line, without secrets. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "keys from the environment: %d, public URL %s, proxies %s, body limit %d bytes, body timeout %s, time zone %s, workers %d, pool %d, attempts %d, retry delay %s, observer timeout %s, directory %s, journal directory %s, disk floor %d MiB, metrics token %s, keep: %s, administrator's password %s",
                keys.size(),
                publicUrl,
                proxies,
                bodyLimit,
                bodyTimeout,
                timeZone,
                workers,
                pool,
                attempts,
                retryDelay,
                observerTimeout,
                directory,
                journalDirectory,
                diskFloor >> 20,
                metricsToken.isPresent() ? "set" : "not set",
                keepFor,
                adminPassword.isPresent() ? "from the environment" : "made here");
    }
}
