package dev.kartrainbox.console;

import dev.kartrainbox.operations.KnownLeads;
import dev.kartrainbox.operations.LeadExport;
import dev.kartrainbox.operations.LeadHistory;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.annotation.ManagedProperty;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows what is known of one lead, and hands it out. */
@Named
@RequestScoped
public class LeadPage {

    private static final int MOST = 50;

    @Inject
    KnownLeads leads;

    @Inject
    LeadHistory history;

    @Inject
    LeadExport export;

    @Inject
    LeadLinks links;

    @Inject
    Viewer viewer;

    @Inject
    @ManagedProperty("#{param.of}")
    @Nullable
    String of;

    @Inject
    @ManagedProperty("#{param.before}")
    @Nullable
    String before;

    private KnownLeads.@Nullable Sighted lead;
    private @Nullable List<KnownLeads.Fact> facts;
    private final Once<List<LeadHistory.Happening>> timeline =
            new Once<>(() -> history.timeline(key(), Pages.before(before), MOST));

    private final Once<Map<String, String>> attributes =
            new Once<>(() -> viewer.isOperator() ? leads.attributes(key()) : Map.of());
    private final Once<Map<String, String>> customFields =
            new Once<>(() -> viewer.isOperator() ? leads.customFields(key()) : Map.of());
    private final Once<List<LeadHistory.Payment>> payments = new Once<>(() -> history.payments(key()));
    private final Once<List<LeadHistory.Booking>> bookings = new Once<>(() -> history.bookings(key()));
    private final Once<List<LeadHistory.Survey>> surveys =
            new Once<>(() -> viewer.isOperator() ? history.surveys(key()) : List.of());

    /** The lead that the address names. */
    public KnownLeads.Sighted getLead() {
        if (lead == null) {
            lead = leads.find(key()).orElseThrow(() -> new UnknownException("the mirror knows no such lead"));
        }
        return lead;
    }

    private String key() {
        return links.key(of);
    }

    /** How it is called: by name, else by address, else by id; as far as the viewer may see it. */
    public String getTitle() {
        var known = getLead();
        var name = (text(viewer.name(known.firstName())) + " " + text(viewer.name(known.lastName()))).strip();
        if (!name.isEmpty()) {
            return name;
        }
        return known.email() == null
                ? Texts.of("lead.number", String.valueOf(known.id()))
                : text(viewer.email(known.email()));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** What Kartra said of it, for operators. */
    public Map<String, String> getAttributes() {
        return attributes.get();
    }

    /** For operators. */
    public Map<String, String> getCustomFields() {
        return customFields.get();
    }

    /** Its tags, lists, sequences or memberships, also past ones. */
    public List<KnownLeads.Fact> facts(String kind) {
        if (facts == null) {
            facts = leads.facts(key());
        }
        return facts.stream().filter(fact -> fact.kind().equals(kind)).toList();
    }

    /** The kinds of them. */
    public List<String> getKinds() {
        return List.of("tag", "list", "sequence", "membership");
    }

    public List<LeadHistory.Payment> getPayments() {
        return payments.get();
    }

    /** Its amount, without the zeros that a database adds. */
    public String amount(LeadHistory.Payment payment) {
        var amount = payment.amount();
        return amount == null
                ? ""
                : amount.setScale(Math.max(2, amount.stripTrailingZeros().scale()))
                        .toPlainString();
    }

    public List<LeadHistory.Booking> getBookings() {
        return bookings.get();
    }

    /** For operators. */
    public List<LeadHistory.Survey> getSurveys() {
        return surveys.get();
    }

    /** A page of what happened to it, the newest first. */
    public List<LeadHistory.Happening> getTimeline() {
        return timeline.get();
    }

    /** Whether there may be older ones. */
    public boolean isMore() {
        return getTimeline().size() == MOST;
    }

    /** Where these are. */
    public String getOlder() {
        var last = getTimeline().get(getTimeline().size() - 1).deliveryId();
        return "/console/lead?of=" + of + "&before=" + last;
    }

    /** Everything that is kept of it, as a file. */
    @OperatorAction
    public void export() throws IOException {
        var names = export.names(links.named(of));
        Pages.download("lead.json", "application/json", file -> export.write(names, file));
    }

    public @Nullable String getOf() {
        return of;
    }

    public @Nullable String getBefore() {
        return before;
    }
}
