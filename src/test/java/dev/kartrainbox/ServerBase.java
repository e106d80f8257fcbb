package dev.kartrainbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * What one run of a server has to itself: a copy of its configuration, with no data and no deployments, and ports at which
 * nobody else listens. Which server it is, {@code kartra.it.container} says, and nothing but the classes behind this one
 * knows.
 */
interface ServerBase {

    /** Of the server of this build: in this directory, where the server does not ask for another one. */
    static ServerBase fresh(Path work) {
        var server = Path.of(System.getProperty("kartra.it.server"));
        return switch (System.getProperty("kartra.it.container")) {
            case "wildfly" -> WildFlyBase.fresh(server, work.resolve("standalone"));
            case "wildfly-stock" -> WildFlyBase.configured(server, work.resolve("standalone"));
            case "payara" -> PayaraBase.fresh(server, work);
            default ->
                throw new IllegalArgumentException("kartra.it.container is none of wildfly, wildfly-stock and payara");
        };
    }

    /** Where a server of this name has its files. */
    static Path work(String name) {
        return Path.of(System.getProperty("kartra.it.work"), System.getProperty("kartra.it.database"), name);
    }

    Path directory();

    /** What the application takes for the server's data directory. */
    Path data();

    /** The server's log. */
    Path log();

    /** A line of the console that tells of an error. */
    Pattern error();

    /** What of the console tells of the server alone, and of nothing that matters to anybody. */
    Pattern noise();

    int httpPort();

    int managementPort();

    /** The application is there at the next start. */
    void deploy(WebArchive war);

    /** Starts the server: the JVM itself, without a script in between. */
    List<String> command(List<String> javaOptions, Map<String, String> systemProperties);

    /** With which status the server itself answers a POST beside the application's addresses. */
    int statusBesideTheFrontDoor();

    /** Takes the application out of the running server; returns when that has begun. */
    void undeploys();

    /** What those are answered who come while it ends, 0 where nothing: 200 if it is kept. */
    List<Integer> statusesWhileEnding();

    /** How many at most it may answer 200 by itself, with nothing in it, when it takes the application out under load. */
    int emptyAnswersAtTheEnd();

    /** Whether the application still hears of a body that arrives while it is being undeployed. */
    boolean readsOnWhileUndeploying();

    /** Returns when it is undeployed. */
    void awaitUndeployed();

    /** Puts it back. */
    void deploysAgain();

    /** What Arquillian's adapter for this server wants to know, for arquillian.xml; these for the JVM. */
    Map<String, String> adapter(Map<String, String> systemProperties);
}
