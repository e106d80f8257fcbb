package dev.kartrainbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A Payara's: a domain. */
final class PayaraBase implements ServerBase {

    private static final Pattern ERROR = Pattern.compile("(?m)^.*SEVERE.*$");

    /**
     * It tells of the end of a body twice, from two threads; the second may find a request that was answered and is gone. Its log
     * has the thread in one record, and the exception in the next.
     */
    private static final Pattern LATE_CALLBACK = Pattern.compile(
            "(?m)^\\[#\\|.*SEVERE.*\\n"
                    + "(?: *Exception in thread \"glassfish-web-async-thread-\\d+\" "
                    + "| *java\\.lang\\.NullPointerException: .*\\n"
                    + "\\tat org\\.apache\\.catalina\\.connector\\.InputBuffer\\$ReadHandlerImpl\\.processCallbacks\\((?s:.*?))\\|#\\]");

    private static final int HTTP = 8080;
    private static final int ADMIN = 4848;

    /** The domain that all others are copies of, as server-config/payara/configure.asadmin leaves it. */
    private static final String CONFIGURED = "configured";

    /** In that domain, once all of it was run. */
    private static final String SCRIPT = "config/configure.asadmin";

    private static final String HTTP_ADDRESS =
            "configs.config.server-config.network-config.network-listeners.network-listener.http-listener-1.address";

    private static final String MAIN_CLASS = "com.sun.enterprise.glassfish.bootstrap.ASMain";

    /** What asadmin deploy adds to domain.xml. The database need not be there, as it must for asadmin deploy itself. */
    private static final String APPLICATION = """
            <applications>
              <application context-root="/kartra-inbox" object-type="user" name="kartra-inbox" location="${com.sun.aas.instanceRootURI}/applications/kartra-inbox/">
                <property name="archiveType" value="war"></property>
                <property name="org.glassfish.persistence.app_name_property" value="kartra-inbox"></property>
                <module name="kartra-inbox">
                  <engine sniffer="cdi"></engine>
                  <engine sniffer="jpa"></engine>
                  <engine sniffer="security"></engine>
                  <engine sniffer="web"></engine>
                </module>
              </application>
            </applications>""";

    private final Asadmin asadmin;
    private final Path directory;
    private final int portOffset;
    private Process undeployment;

    private PayaraBase(Asadmin asadmin, Path directory, int portOffset) {
        this.asadmin = asadmin;
        this.directory = directory;
        this.portOffset = portOffset;
    }

    static PayaraBase fresh(Path server, Path work) {
        var domains = server.resolve("glassfish/domains");
        var script = Path.of(System.getProperty("kartra.it.configure"));
        if (!isConfigured(domains.resolve(CONFIGURED), script)) {
            configure(copy(server, domains.resolve("domain1"), CONFIGURED), script);
        }
        var name = Path.of(System.getProperty("kartra.it.work")).relativize(work);
        return copy(server, domains.resolve(CONFIGURED), name.toString().replace('/', '-'));
    }

    private static PayaraBase copy(Path server, Path domain, String name) {
        try {
            var directory = server.resolve("glassfish/domains").resolve(name);
            ServerFiles.delete(directory);
            ServerFiles.copy(domain, directory, Set.of("logs", "generated", "applications", "kartra-inbox"));
            int offset = FreePorts.offset(Set.of(HTTP, ADMIN));
            var base = new PayaraBase(new Asadmin(server, ADMIN + offset), directory, offset);
            base.listens("http-listener-1", base.httpPort());
            base.listens("admin-listener", base.managementPort());
            return base;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isConfigured(Path domain, Path script) {
        var ran = domain.resolve(SCRIPT);
        try {
            return Files.exists(ran) && Files.mismatch(ran, script) < 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void configure(PayaraBase base, Path script) {
        base.asadmin.run("start-domain", CONFIGURED);
        var said = base.asadmin.run("multimode", "--file", script.toString());
        base.asadmin.run("set", HTTP_ADDRESS + "=127.0.0.1");
        base.asadmin.run("stop-domain", CONFIGURED);
        if (said.contains(" failed.")) { // asadmin goes on, and tells by its exit code of the last line alone
            throw new IllegalStateException(said);
        }
        try {
            Files.copy(script, base.directory.resolve(SCRIPT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listens(String listener, int port) {
        change("(<network-listener(?=[^>]*name=\"" + listener + "\")[^>]*) port=\"\\d+\"", "$1 port=\"" + port + '"');
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public Path data() {
        return directory;
    }

    @Override
    public Path log() {
        return directory.resolve("logs/server.log");
    }

    @Override
    public Pattern error() {
        return ERROR;
    }

    @Override
    public Pattern noise() {
        return LATE_CALLBACK;
    }

    @Override
    public int httpPort() {
        return HTTP + portOffset;
    }

    @Override
    public int managementPort() {
        return ADMIN + portOffset;
    }

    @Override
    public void deploy(WebArchive war) {
        try {
            ServerFiles.unpack(
                    war.as(ZipExporter.class).exportAsInputStream(), directory.resolve("applications/kartra-inbox"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        change("<applications(?:/>|></applications>)", APPLICATION.replace("$", "\\$"));
        change(
                "(<server [^>]*name=\"server\"[^>]*>)",
                "$1<application-ref ref=\"kartra-inbox\" virtual-servers=\"server\"></application-ref>");
    }

    @Override
    public List<String> command(List<String> javaOptions, Map<String, String> systemProperties) {
        var command = new ArrayList<String>();
        asadmin.run("start-domain", "--dry-run", directory.getFileName().toString())
                .lines()
                .dropWhile(line -> !line.startsWith("/"))
                .takeWhile(line -> !line.startsWith("Command "))
                .forEach(command::add);
        var options = new ArrayList<>(javaOptions);
        systemProperties.forEach((name, value) -> options.add("-D" + name + "=" + value));
        command.addAll(command.indexOf(MAIN_CLASS), options);
        return command;
    }

    @Override
    public int statusBesideTheFrontDoor() {
        return 404;
    }

    /** A request that comes at the moment at which it takes the application out may be answered with 500; nothing is logged. */
    @Override
    public List<Integer> statusesWhileEnding() {
        return List.of(0, 200, 404, 500, 503);
    }

    /**
     * While it goes through an application's listeners for a request, before any code of the application runs, another thread empties
     * their list; the exception ends the request as it stands, which is 200. That is one instant, and seldom hits a request at all.
     */
    @Override
    public int emptyAnswersAtTheEnd() {
        return 2;
    }

    @Override
    public void undeploys() {
        undeployment = asadmin.start("disable", "kartra-inbox");
    }

    /** Its connector forgets the application first, and logs an exception of its own for each part that comes later. */
    @Override
    public boolean readsOnWhileUndeploying() {
        return false;
    }

    @Override
    public void awaitUndeployed() {
        asadmin.await(undeployment);
    }

    @Override
    public void deploysAgain() {
        asadmin.run("enable", "kartra-inbox");
    }

    /** Its adapter starts the domain with asadmin, so what is for the JVM stands in domain.xml. */
    @Override
    public Map<String, String> adapter(Map<String, String> systemProperties) {
        systemProperties.forEach((name, value) -> change(
                "(<config [^>]*name=\"server-config\"[^>]*>)",
                "$1<system-property name=\"" + name + "\" value=\"" + value + "\"></system-property>"));
        var properties = new LinkedHashMap<String, String>();
        properties.put("kartra.it.domain", directory.getFileName().toString());
        properties.put("arquillian.launch", "payara");
        return properties;
    }

    private void change(String pattern, String replacement) {
        var file = directory.resolve("config/domain.xml");
        try {
            var before = Files.readString(file);
            var after = Pattern.compile(pattern).matcher(before).replaceFirst(replacement);
            if (after.equals(before)) {
                throw new IllegalStateException("domain.xml has no " + pattern);
            }
            Files.writeString(file, after);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
