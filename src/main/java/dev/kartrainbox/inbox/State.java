package dev.kartrainbox.inbox;

/** Where a delivery stands. */
public enum State {
    /** Kept, and waiting to be processed. */
    RECEIVED,
    /** Told to all observers; what they wrote is committed. */
    PROCESSED,
    /** Repeats an earlier delivery, so nobody was told; an operator may release it. */
    DUPLICATE,
    /** An observer failed, or it could not be told yet: it is tried again. */
    RETRYING,
    /** An observer failed at every attempt; waits for an operator. */
    PARKED,
    /** Kept, but it cannot be read as a notification; waits for an operator or a newer release. */
    QUARANTINED,
    /** An operator does not want it told, for somebody who is not Kartra sent it; what the mirror took from it is gone. */
    DISCARDED,
    /** Whom it told of was erased: only that it came, when, and with which action is kept. */
    ERASED
}
