package dev.kartrainbox.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the URL of the front door. It holds a key, so no message repeats any of it. */
final class Address {

    /** Where a server of {@code mvn wildfly:run} writes its URL. */
    static final String FILE = "target/server/standalone/data/kartra-inbox/outbound-url";

    private static final String LOCAL = "http://localhost:8080";

    private final Function<String, @Nullable String> environment;
    private final Path directory;

    /**
     * An address that is looked up here.
     *
     * @param environment the settings by name, as the server has them
     * @param directory the project's
     */
    Address(Function<String, @Nullable String> environment, Path directory) {
        this.environment = environment;
        this.directory = directory;
    }

    /** As this process was started. */
    static Address ofThisProcess() {
        return new Address(
                name -> Optional.ofNullable(System.getProperty(name)).orElseGet(() -> System.getenv(name)),
                Path.of(""));
    }

    /**
     * The URL that was given, else the one that the local server wrote, else the one of the settings.
     *
     * @throws IllegalArgumentException if there is none, or it is none of HTTP; the message says what to do
     */
    URI find(@Nullable String given) {
        return url(Optional.ofNullable(given)
                .or(this::written)
                .or(this::ofSettings)
                .orElseThrow(() -> new IllegalArgumentException("It is not known where to send. Start the server in"
                        + " another terminal with `mvn wildfly:run`, which writes its URL into " + FILE
                        + "; or set KARTRA_INBOX_KEY as the server has it; or give the whole URL with --url.")));
    }

    private Optional<String> written() {
        var file = directory.resolve(FILE);
        try {
            return Files.exists(file)
                    ? Files.readString(file, StandardCharsets.UTF_8).lines().findFirst()
                    : Optional.empty();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The file " + FILE + " cannot be read, only the server's user may: run this as the same user.", e);
        }
    }

    private Optional<String> ofSettings() {
        return setting("KARTRA_INBOX_KEY")
                .map(keys -> keys.split(",", 2)[0].strip())
                .map(key -> {
                    var server = setting("KARTRA_INBOX_PUBLIC_URL").orElse(LOCAL);
                    return server.replaceAll("/+$", "") + "/kartra-inbox/outbound/" + key;
                });
    }

    private Optional<String> setting(String name) {
        return Optional.ofNullable(environment.apply(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    @SuppressWarnings("UnusedException") // its message repeats the URL
    private static URI url(String text) {
        try {
            var url = new URI(text.strip());
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException unreadable) {
            // said below, together with everything else that is not such a URL
        }
        throw new IllegalArgumentException(
                "The URL has to be a whole one of http or https, such as http://localhost:8080/kartra-inbox/outbound/KEY.");
    }
}
