package dev.kartrainbox.settings;

/**
 * In which order the parts start: priorities of the observers of {@code @Initialized(ApplicationScoped.class)}. A part that
 * cannot start throws, and the deployment fails with its message.
 */
public final class StartOrder {

    public static final int SETTINGS = 100;
    public static final int SCHEMA = 200;
    public static final int KEYS = 300;
    public static final int KEEPING = 400;
    public static final int DISPATCHING = 500;
    public static final int WELCOME = 600;

    private StartOrder() {}
}
