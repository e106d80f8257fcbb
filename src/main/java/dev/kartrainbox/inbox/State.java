package dev.kartrainbox.inbox;

/** Where a delivery stands. */
public enum State {
    /** Kept, and waiting to be processed. */
    RECEIVED,
    /** Told to all observers; what they wrote is committed. */
    PROCESSED,
    /** Failed at least once, and waiting for the next attempt. */
    RETRYING,
    /** Failed at every attempt; waits for an operator. */
    PARKED,
    /** Kept, but it cannot be read as a notification; waits for an operator or a newer release. */
    QUARANTINED
}
