package dev.kartrainbox.inbox;

import dev.kartrainbox.settings.Settings;

/** For tests of other packages. */
public final class SetAside {

    private SetAside() {}

    /** What the journal of a server with these settings has set aside. */
    public static SetAsideFiles with(Settings settings) {
        var files = new SetAsideFiles();
        files.settings = settings;
        return files;
    }
}
