package dev.kartrainbox.extension;

import java.nio.file.Path;

/** Where a test and what it put into the server leave files for each other. */
public final class ServerData {

    private ServerData() {}

    /** WildFly's data directory, else Payara's domain. */
    public static Path directory() {
        return Path.of(System.getProperty("jboss.server.data.dir", System.getProperty("com.sun.aas.instanceRoot")));
    }
}
