package dev.kartrainbox.simulator;

import dev.kartrainbox.kartra.Action;

/** How often an action happens in an invented account: many look, some sign up, few buy. */
final class Frequency {

    private Frequency() {}

    /** Its share of about a thousand. */
    static int of(Action action) {
        return switch (action) {
            case KARTRA_PAGE_VISIT -> 240;
            case ASSIGN_TAG -> 130;
            case VIDEO_PLAY -> 120;
            case LIST_SUBSCRIPTION -> 70;
            case FILLED_FORM, SEQUENCE_SUBSCRIPTION -> 60;
            case VIDEO_COMPLETE -> 50;
            case CLICK_PAGE_SPLIT_TEST_LINK -> 40;
            case UNASSIGN_TAG -> 35;
            case REACHES_SCORE -> 30;
            case BUY_PRODUCT, SEQUENCE_COMPLETION -> 25;
            case LIST_UNSUBSCRIPTION, MEMBERSHIP_GRANTED -> 20;
            case SURVEY_COMPLETE -> 18;
            case CALENDAR_SUBSCRIBE -> 14;
            case SEQUENCE_UNSUBSCRIPTION -> 12;
            case MEMBERSHIP_REVOKED -> 8;
            case CALENDAR_COMPLETE -> 6;
            case AFFILIATE_SIGNUP, CALENDAR_CANCEL, CANCEL_SUBSCRIPTION -> 4;
            case REFUND_PRODUCT -> 3;
            case PARTIAL_REFUND_PRODUCT -> 2;
            case JV_SIGNUP -> 1;
        };
    }
}
