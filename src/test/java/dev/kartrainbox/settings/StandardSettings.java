package dev.kartrainbox.settings;

import java.nio.file.Path;

/** What holds where an operator says nothing. */
public final class StandardSettings {

    public static final KeepFor KEEP_FOR = new KeepFor(400, 800, 1826);

    private StandardSettings() {}

    /** With a server whose data directory is this one. */
    public static Settings in(Path serverData) {
        return new SettingsReader(name -> null, serverData).read();
    }
}
