package dev.kartrainbox.settings;

/**
 * In which order the parts start: priorities of the observers of {@code @Initialized(ApplicationScoped.class)}, and among those
 * that need the database, of its being opened. A part that cannot start throws, and the deployment fails with its message; that
 * the database is away, or its schema unfit, is no reason.
 */
public final class StartOrder {

    public static final int SETTINGS = 100;
    public static final int KEYS = 300;
    public static final int KEEPING = 400;
    public static final int DISPATCHING = 500;
    public static final int WELCOME = 600;

    /** Of the observers of {@code @BeforeDestroyed(ApplicationScoped.class)}: requests in hand are still kept, and answered. */
    public static final int STOP_INTAKE = 50;

    /** Of the same: before all that have none. */
    public static final int STOP_KEEPING = 100;

    private StartOrder() {}
}
