package dev.kartrainbox.kartra;

/** When a second delivery of an action repeats an earlier one, instead of telling something new. */
public enum Repetition {
    /** When action and transaction id are the same. */
    SAME_TRANSACTION,
    /** When action, transaction id and details are the same: several facts may share the id. */
    SAME_TRANSACTION_AND_DETAILS,
    /** When its body is equal to the lead's previous delivery, received a short while before. */
    SAME_BODY_SHORTLY_AFTER,
    /** Never: two of them are two facts, however equal they look. */
    NEVER
}
