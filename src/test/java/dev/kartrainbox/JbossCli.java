package dev.kartrainbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wildfly.core.launcher.CliCommandBuilder;

/** WildFly's command line, with the scripts that are in {@code server-config/wildfly}. */
record JbossCli(Path server) {

    static final Path CONFIGURE = Path.of("server-config/wildfly/configure.cli");
    static final Path RESTORE = Path.of("server-config/wildfly/restore.cli");

    /** On the configuration in this base of a server that is stopped. */
    void offline(Path base, Path script) {
        try {
            var whole = Files.createTempFile("offline", ".cli");
            try {
                Files.writeString(whole, "embed-server --server-config=standalone.xml\n" + Files.readString(script));
                run(CliCommandBuilder.of(server)
                        .addJavaOption("-Djboss.server.base.dir=" + base)
                        .setScriptFile(whole));
            } finally {
                Files.delete(whole);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On a server whose administration listens at this port. */
    void online(int port, Path script) {
        run(CliCommandBuilder.of(server).setConnection("127.0.0.1", port).setScriptFile(script));
    }

    private void run(CliCommandBuilder command) {
        try {
            var builder = new ProcessBuilder(command.build()).redirectErrorStream(true);
            builder.environment().put("JBOSS_HOME", server.toString());
            var process = builder.start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
