package dev.kartrainbox.simulator;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What all commands take. */
final class ServerOptions {

    private final Address address;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Where to post: the whole URL with its key, http or https. It is never printed. Default: the first"
                            + " line of " + Address.FILE + ", which a server of `mvn wildfly:run` writes; else"
                            + " KARTRA_INBOX_PUBLIC_URL, or http://localhost:8080, with the first key of KARTRA_INBOX_KEY.")
    @Nullable
    String url;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Say this.")
    boolean help;

    ServerOptions(Address address) {
        this.address = address;
    }

    /** The front door that was asked for. */
    FrontDoor frontDoor() {
        return new FrontDoor(address.find(url));
    }

    /** Foreign text must not steer the terminal, nor repeat the key. */
    String printable(String text) {
        var key = address.find(url).toString().replaceFirst(".*/", "");
        var withoutKey = key.isEmpty() ? text : text.replace(key, "KEY");
        return withoutKey.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "?");
    }
}
