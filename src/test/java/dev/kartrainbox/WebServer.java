package dev.kartrainbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * nginx or Apache with the configuration that is in {@code server-config/proxy}, in front of two servers. The build cannot fetch
 * them: the system property {@code web-servers} names a directory into which Debian's packages were unpacked.
 */
final class WebServer implements AutoCloseable {

    static final String WHERE = "web-servers";
    static final String NOT_HERE = "no -Dweb-servers=/path/of/unpacked/packages; .ci/run has it";

    private static final Path PACKAGES = Path.of(System.getProperty(WHERE, "."));
    private static final Path CONFIGURATION = Path.of("server-config/proxy");
    private static final String PASSWORD = "changeit";
    private static final List<String> MODULES = List.of(
            "mpm_event",
            "authz_core",
            "env",
            "headers",
            "lbmethod_bybusyness",
            "proxy",
            "proxy_balancer",
            "proxy_http",
            "setenvif",
            "slotmem_shm",
            "socache_shmcb",
            "ssl");

    private final Path directory;
    private final int port;
    private final Process process;

    private WebServer(Path directory, int port, Process process) {
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    static WebServer nginx(Path directory, List<ServerProcess> behind) {
        return start(
                directory,
                behind,
                "nginx.conf",
                (port, site) -> """
                daemon off;
                worker_processes 1;
                pid %1$s/pid;
                error_log %1$s/error.log;
                events { worker_connections 4096; }
                http {
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    include %2$s;
                }
                """.formatted(directory, site),
                List.of("usr/sbin/nginx", "-p", directory.toString(), "-c"));
    }

    static WebServer apache(Path directory, List<ServerProcess> behind) {
        var modules = new StringBuilder();
        MODULES.forEach(module -> modules.append(
                "LoadModule %s_module %s/usr/lib/apache2/modules/mod_%s.so%n".formatted(module, PACKAGES, module)));
        return start(
                directory,
                behind,
                "apache.conf",
                (port, site) -> """
                ServerRoot %1$s
                ServerName 127.0.0.1
                User www-data
                Group www-data
                PidFile %1$s/pid
                DefaultRuntimeDir %1$s
                ErrorLog %1$s/error.log
                Listen 127.0.0.1:%3$d
                %4$s
                Include %2$s
                """.formatted(directory, site, port, modules),
                List.of("usr/sbin/apache2", "-DFOREGROUND", "-f"));
    }

    private interface Frame {
        String of(int port, Path site);
    }

    private static WebServer start(
            Path directory, List<ServerProcess> behind, String configuration, Frame frame, List<String> command) {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ServerFiles.delete(directory);
            Files.createDirectories(directory.resolve("log"));
            writeCertificate(directory);
            int port = free.getLocalPort();
            var site = directory.resolve("site.conf");
            Files.writeString(site, site(configuration, directory, port, behind));
            var main = directory.resolve("main.conf");
            Files.writeString(main, frame.of(port, site));
            free.close();
            var words = Stream.concat(
                            Stream.concat(
                                    Stream.of(PACKAGES.resolve(command.get(0)).toString()),
                                    command.stream().skip(1)),
                            Stream.of(main.toString()))
                    .toList();
            var builder = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("output").toFile());
            builder.environment()
                    .put(
                            "LD_LIBRARY_PATH",
                            PACKAGES.resolve("usr/lib/x86_64-linux-gnu").toString());
            return new WebServer(directory, port, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As it stands there, but for what every operator has to fill in. */
    private static String site(String configuration, Path directory, int port, List<ServerProcess> behind)
            throws IOException {
        var site = Files.readString(CONFIGURATION.resolve(configuration));
        var filledIn = Map.of(
                "listen 443", "listen 127.0.0.1:" + port,
                "*:443", "127.0.0.1:" + port,
                "/etc/letsencrypt/live/hooks.example.org", directory.toString(),
                "/var/log/nginx", directory.resolve("log").toString(),
                "/var/log/apache2", directory.resolve("log").toString(),
                "127.0.0.1:8080", behind.get(0).address(),
                "127.0.0.1:8180", behind.get(1).address());
        for (var entry : filledIn.entrySet()) {
            site = site.replace(entry.getKey(), entry.getValue());
        }
        return site;
    }

    private static void writeCertificate(Path directory) {
        try {
            var store = directory.resolve("store.p12");
            var keytool =
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            var made = new ProcessBuilder(
                            keytool,
                            "-genkeypair",
                            "-alias",
                            "test",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=127.0.0.1",
                            "-ext",
                            "san=ip:127.0.0.1",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            PASSWORD)
                    .inheritIO()
                    .start()
                    .waitFor();
            if (made != 0) {
                throw new IllegalStateException("keytool ended with " + made);
            }
            var keys = load(store);
            Files.writeString(
                    directory.resolve("fullchain.pem"),
                    pem("CERTIFICATE", keys.getCertificate("test").getEncoded()));
            Files.writeString(
                    directory.resolve("privkey.pem"),
                    pem(
                            "PRIVATE KEY",
                            keys.getKey("test", PASSWORD.toCharArray()).getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
                .formatted(what, Base64.getMimeEncoder().encodeToString(content));
    }

    /** One that trusts this web server, as everybody would trust one with a certificate of a known authority. */
    HttpClient client() {
        try {
            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "test", load(directory.resolve("store.p12")).getCertificate("test"));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(context)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return "https://127.0.0.1:" + port + "/kartra-inbox";
    }

    @Override
    public String toString() {
        return directory.getFileName().toString();
    }

    /** All that it wrote, whatever file that is in. */
    String logs() {
        try (var files = Files.walk(directory)) {
            var logs = new StringBuilder();
            for (var file : files.filter(path -> path.toString().matches(".*(\\.log|output)"))
                    .toList()) {
                logs.append(Files.readString(file));
            }
            return logs.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
