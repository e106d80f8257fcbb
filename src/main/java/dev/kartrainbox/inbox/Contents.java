package dev.kartrainbox.inbox;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a first look at a body found, made storable: whatever somebody sends, it breaks no constraint of the inbox.
 *
 * @param action Kartra's word; absent where there is none
 * @param leadId Kartra's id of the lead; absent where there is none above zero
 * @param leadEmail the lead's e-mail address; absent where there is none
 * @param leadKey what tells the lead apart; absent where the body names neither id nor e-mail address
 * @param repaired whether it is JSON only after a repair
 * @param problem why it cannot be read as a notification, for an operator, without any value; absent where it can
 */
public record Contents(
        @Nullable String action,
        @Nullable Long leadId,
        @Nullable String leadEmail,
        @Nullable String leadKey,
        boolean repaired,
        @Nullable String problem) {

    static final int MAX_ACTION = 100;
    static final int MAX_EMAIL = 320;
    static final int MAX_LEAD_KEY = 322;
    static final int MAX_PROBLEM = 1000;

    public Contents {
        action = Storable.orNull(action, MAX_ACTION);
        leadEmail = Storable.orNull(leadEmail, MAX_EMAIL);
        leadKey = Storable.orNull(leadKey, MAX_LEAD_KEY);
        problem = Storable.orNull(problem, MAX_PROBLEM);
    }

    /** Of a body that cannot be read as a notification, for this reason. */
    public static Contents unreadable(String problem) {
        return new Contents(null, null, null, null, false, problem);
    }

    /** Why it cannot be read as a notification; empty where it can. */
    public Optional<String> whyUnreadable() {
        return Optional.ofNullable(problem);
    }
}
