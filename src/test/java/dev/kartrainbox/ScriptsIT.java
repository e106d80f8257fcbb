package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** From an untouched WildFly to one that is ready, and back. */
@EnabledIfSystemProperty(named = "kartra.it.container", matches = "wildfly-stock")
class ScriptsIT {

    private static final Duration READY = Duration.ofSeconds(90);

    private static final String STARTED = "WFLYSRV0025";

    private final Path server = Path.of(System.getProperty("kartra.it.server"));
    private final JbossCli cli = new JbossCli(server);

    @Test
    void takesBackToTheLetterWhatItDidToAStoppedServer() throws Exception {
        var base = untouched("scripts-stopped").directory();
        var before = configuration(base);

        cli.offline(base, JbossCli.CONFIGURE);
        var configured = configuration(base);
        cli.offline(base, JbossCli.CONFIGURE);
        assertThat(configuration(base)).isEqualTo(configured).isNotEqualTo(before);

        cli.offline(base, JbossCli.RESTORE);
        assertThat(configuration(base)).isEqualTo(before);
        cli.offline(base, JbossCli.RESTORE);
        assertThat(configuration(base)).isEqualTo(before);
    }

    @Test
    void doesTheSameToARunningOne() throws Exception {
        var untouched = untouched("scripts-running");
        var base = untouched.directory();
        var before = configuration(base);
        var reference = untouched("scripts-reference").directory();
        cli.offline(reference, JbossCli.CONFIGURE);

        try (var running = ServerProcess.of("scripts-running", untouched, Map.of())) {
            running.start();
            Await.until(() -> running.console().contains(STARTED));
            cli.online(untouched.managementPort(), JbossCli.CONFIGURE);
            assertThat(configuration(base)).isEqualTo(configuration(reference));
            running.stop();

            untouched.deploy(Wars.built());
            running.start().awaitReady(READY);
            var kartra = new Sender(running.url());
            assertThat(kartra.sends(Sender.sample("list_subscription.as-documented"))
                            .statusCode())
                    .isEqualTo(200);
            cli.online(untouched.managementPort(), JbossCli.CONFIGURE);
            assertThat(configuration(base)).isEqualTo(configuration(reference));
            running.stop();

            running.start().awaitReady(READY);
            untouched.undeploys();
            untouched.awaitUndeployed();
            cli.online(untouched.managementPort(), JbossCli.RESTORE);
            assertThat(configuration(base)).isEqualTo(before);
        }
    }

    private WildFlyBase untouched(String name) {
        return WildFlyBase.fresh(server, ServerBase.work(name).resolve("standalone"));
    }

    private static String configuration(Path base) throws IOException {
        return Files.readString(base.resolve("configuration/standalone.xml"));
    }
}
