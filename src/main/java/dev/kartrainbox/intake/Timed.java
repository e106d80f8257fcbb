package dev.kartrainbox.intake;

/** Something under way that has to come to its end. */
interface Timed {

    /** Ends it if its time is up; {@code now} is of {@link System#nanoTime()}. */
    void expire(long now);
}
