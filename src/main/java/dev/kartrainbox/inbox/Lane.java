package dev.kartrainbox.inbox;

import jakarta.persistence.EntityManager;

/** Deliveries of one lead share a lane, and a lane is worked on by one worker at a time: that is what keeps their order. */
public final class Lane {

    /** How many lanes there are, a row of the table {@code lane} for each. Fixed, for it decides where a lead's rows are. */
    public static final int COUNT = 64;

    private static final String LOCK = "select l.id from lane l where l.id = ?1 for update";

    private Lane() {}

    /** The lane of the lead with this key; the same on every node and in every release. */
    public static int of(String leadKey) {
        int hash = leadKey.hashCode() * 0x9E3779B9; // neighboring ids differ in their last digits only: spread them
        return hash >>> (32 - Integer.numberOfTrailingZeros(COUNT));
    }

    /** Locks the lane to the end of the transaction, once whoever works on it is done: nothing on it is in hand then. */
    public static void lock(int lane, EntityManager entityManager) {
        entityManager.createNativeQuery(LOCK).setParameter(1, lane).getResultList();
    }
}
