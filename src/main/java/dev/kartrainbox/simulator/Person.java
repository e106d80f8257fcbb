package dev.kartrainbox.simulator;

import dev.kartrainbox.kartra.Action;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Somebody invented; everything about them follows from their id, so that they are the same in every stream. */
record Person(long id) {

    /** Above the leads of the samples. */
    private static final long FIRST_ID = 700_001;

    private static final List<String> FIRST_NAMES = List.of(
            "Mira", "Luis", "Sanne", "Zo\u00eb", "Idris", "Hanna", "Tom\u00e1s", "Aiko", "Nell", "Femi", "Greta", "Om");
    private static final List<String> LAST_NAMES = List.of(
            "Okafor",
            "Ferrer",
            "de Vries",
            "Lindqvist",
            "O'Dell",
            "Brandt",
            "Sol\u00eds",
            "Mori",
            "Ashby",
            "Bello",
            "Krause",
            "Rao",
            "Winter");

    /** Networks for documentation: nobody has these addresses. */
    private static final List<String> NETWORKS = List.of("192.0.2.", "198.51.100.", "203.0.113.");

    /** Three samples whose leads differ in address, consent and custom fields. */
    private static final List<Action> LOOKS = List.of(Action.ASSIGN_TAG, Action.UNASSIGN_TAG, Action.LIST_SUBSCRIPTION);

    /** Counted from zero. */
    static Person number(int number) {
        return new Person(FIRST_ID + number);
    }

    /** The action in whose sample somebody like this stands. */
    Action looksLike() {
        return oneOf(LOOKS);
    }

    private String firstName() {
        return oneOf(FIRST_NAMES);
    }

    private String lastName() {
        return oneOf(LAST_NAMES);
    }

    private String email() {
        return String.format(Locale.ROOT, "lead%d@example.org", id);
    }

    private String ip() {
        return oneOf(NETWORKS) + (1 + id % 254);
    }

    /** What stands in {@code lead}. */
    Map<String, Object> asLead(int score) {
        return Map.of(
                "lead.id",
                id,
                "lead.first_name",
                firstName(),
                "lead.last_name",
                lastName(),
                "lead.email",
                email(),
                "lead.ip",
                ip(),
                "lead.gdpr_lead_status_ip",
                ip(),
                "lead.referring_id",
                id % 5 == 0 ? FIRST_ID : 0L,
                "lead.score",
                score);
    }

    /** What stands in the details of a transaction. */
    Map<String, Object> asBuyer() {
        var buyer = new HashMap<String, Object>();
        buyer.put("lead_first_name", firstName());
        buyer.put("lead_last_name", lastName());
        buyer.put("lead_email", email());
        buyer.put("lead_username", "lead" + id);
        buyer.put("lead_id", id);
        return buyer;
    }

    private <T> T oneOf(List<T> these) {
        return these.get((int) (id % these.size()));
    }
}
