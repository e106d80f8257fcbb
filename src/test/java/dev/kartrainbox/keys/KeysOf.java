package dev.kartrainbox.keys;

import dev.kartrainbox.settings.Settings;

/** The keys as an application that has just started knows them, for tests of other packages. */
public final class KeysOf {

    private KeysOf() {}

    /** Those of the environment. */
    public static Keys environment(Settings settings) {
        var keys = new Keys();
        keys.trialKey = new TrialKey();
        keys.settings = settings;
        keys.begin(settings);
        return keys;
    }
}
