package dev.kartrainbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.wildfly.core.launcher.StandaloneCommandBuilder;

/** A WildFly's. */
record WildFlyBase(Path server, Path directory, int portOffset) implements ServerBase {

    private static final Pattern ERROR = Pattern.compile("(?m)^.* ERROR .*$");
    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private static final Pattern SOCKET_BINDING =
            Pattern.compile("<socket-binding name=\"[^\"]+\"[^>]* port=\"(?:\\$\\{[^:}]+:)?(\\d+)}?\"");

    static WildFlyBase fresh(Path server, Path directory) {
        try {
            ServerFiles.delete(directory);
            ServerFiles.copy(
                    server.resolve("standalone/configuration"),
                    directory.resolve("configuration"),
                    Set.of("standalone_xml_history"));
            Files.createDirectories(directory.resolve("deployments"));
            return new WildFlyBase(server, directory, FreePorts.offset(ports(directory)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same of a server as it is distributed, made ready by the script. */
    static WildFlyBase configured(Path server, Path directory) {
        var base = fresh(server, directory);
        new JbossCli(server).offline(directory, JbossCli.CONFIGURE);
        return base;
    }

    private static Set<Integer> ports(Path directory) throws IOException {
        return SOCKET_BINDING
                .matcher(Files.readString(directory.resolve("configuration/standalone.xml")))
                .results()
                .map(binding -> Integer.parseInt(binding.group(1)))
                .filter(port -> port > 0)
                .collect(Collectors.toSet());
    }

    @Override
    public Path data() {
        return directory.resolve("data");
    }

    @Override
    public Path log() {
        return directory.resolve("log/server.log");
    }

    @Override
    public Pattern error() {
        return ERROR;
    }

    @Override
    public Pattern noise() {
        return NOTHING;
    }

    @Override
    public int httpPort() {
        return 8080 + portOffset;
    }

    @Override
    public int managementPort() {
        return 9990 + portOffset;
    }

    @Override
    public void deploy(WebArchive war) {
        war.as(ZipExporter.class)
                .exportTo(directory.resolve("deployments/kartra-inbox.war").toFile());
    }

    @Override
    public List<String> command(List<String> javaOptions, Map<String, String> systemProperties) {
        var command = StandaloneCommandBuilder.of(server)
                .setBaseDirectory(directory)
                .setJavaOptions(javaOptions)
                .addServerArgument("-Djboss.socket.binding.port-offset=" + portOffset)
                .setBindAddressHint("127.0.0.1");
        systemProperties.forEach((name, value) -> command.addServerArgument("-D" + name + "=" + value));
        return command.build();
    }

    @Override
    public int statusBesideTheFrontDoor() {
        return 405;
    }

    @Override
    public List<Integer> statusesWhileEnding() {
        return List.of(0, 200, 404, 503);
    }

    @Override
    public int emptyAnswersAtTheEnd() {
        return 0;
    }

    @Override
    public void undeploys() {
        try {
            Files.delete(marker("deployed"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean readsOnWhileUndeploying() {
        return true;
    }

    @Override
    public void awaitUndeployed() {
        Await.until(() -> Files.exists(marker("undeployed")));
    }

    @Override
    public void deploysAgain() {
        try {
            Files.createFile(marker("dodeploy"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> adapter(Map<String, String> systemProperties) {
        return Map.of(
                "kartra.it.port-offset",
                String.valueOf(portOffset),
                "kartra.it.database-arguments",
                systemProperties.entrySet().stream()
                        .map(property -> "-D" + property.getKey() + "=" + property.getValue())
                        .collect(Collectors.joining(" ")));
    }

    /** The deployment scanner's. */
    private Path marker(String state) {
        return directory.resolve("deployments/kartra-inbox.war." + state);
    }
}
