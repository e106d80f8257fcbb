package dev.kartrainbox.kartra;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A contact in the Kartra account, as notifications describe it. Everything may be absent: what Kartra did not say, said as
 * blank or {@code N/A}, or said in a way that cannot be read. {@link Notification#leadKeys()} tells these apart.
 *
 * <p>The lead of an event is a detached snapshot. The mirror's row of the same lead is found by {@link #key()}; it joins what
 * all notifications said.
 *
 * @see <a href="https://support.kartra.com/en/articles/15369054-activating-the-outbound-api">Kartra's article</a>
 */
@Entity
@Table(name = "lead")
public class Lead {

    private static final Map<String, BiConsumer<Lead, Lead>> COPIES = Map.ofEntries(
            Map.entry("first_name", (to, from) -> to.firstName = from.firstName),
            Map.entry("middle_name", (to, from) -> to.middleName = from.middleName),
            Map.entry("last_name", (to, from) -> to.lastName = from.lastName),
            Map.entry("last_name2", (to, from) -> to.lastName2 = from.lastName2),
            Map.entry("email", (to, from) -> to.email = from.email),
            Map.entry("phone_country_code", (to, from) -> to.phoneCountryCode = from.phoneCountryCode),
            Map.entry("phone", (to, from) -> to.phone = from.phone),
            Map.entry("company", (to, from) -> to.company = from.company),
            Map.entry("address", (to, from) -> to.address = from.address),
            Map.entry("city", (to, from) -> to.city = from.city),
            Map.entry("zip", (to, from) -> to.zip = from.zip),
            Map.entry("state", (to, from) -> to.state = from.state),
            Map.entry("country", (to, from) -> to.country = from.country),
            Map.entry("date_joined", (to, from) -> to.dateJoined = from.dateJoined),
            Map.entry("website", (to, from) -> to.website = from.website),
            Map.entry("ip", (to, from) -> to.ip = from.ip),
            Map.entry("ip_country", (to, from) -> to.ipCountry = from.ipCountry),
            Map.entry("facebook", (to, from) -> to.facebook = from.facebook),
            Map.entry("twitter", (to, from) -> to.twitter = from.twitter),
            Map.entry("linkedin", (to, from) -> to.linkedin = from.linkedin),
            Map.entry("google_plus", (to, from) -> to.googlePlus = from.googlePlus),
            Map.entry("sales_tax_id", (to, from) -> to.salesTaxId = from.salesTaxId),
            Map.entry("lead_picture", (to, from) -> to.leadPicture = from.leadPicture),
            Map.entry("source", (to, from) -> to.source = from.source),
            Map.entry("score", (to, from) -> to.score = from.score),
            Map.entry("lead_deleted", (to, from) -> to.leadDeleted = from.leadDeleted),
            Map.entry("lead_deleted_date", (to, from) -> to.leadDeletedDate = from.leadDeletedDate),
            Map.entry("referring_id", (to, from) -> to.referringId = from.referringId),
            Map.entry("blacklisted", (to, from) -> to.blacklisted = from.blacklisted),
            Map.entry("source_id", (to, from) -> to.sourceId = from.sourceId),
            Map.entry("gdpr_lead_status", (to, from) -> to.gdprLeadStatus = from.gdprLeadStatus),
            Map.entry("gdpr_lead_status_date", (to, from) -> to.gdprLeadStatusDate = from.gdprLeadStatusDate),
            Map.entry("gdpr_lead_status_ip", (to, from) -> to.gdprLeadStatusIp = from.gdprLeadStatusIp),
            Map.entry(
                    "gdpr_lead_communications", (to, from) -> to.gdprLeadCommunications = from.gdprLeadCommunications),
            Map.entry("lead_preferred_time_zone", (to, from) -> to.leadPreferredTimeZone = from.leadPreferredTimeZone));

    @Id
    @JsonbTransient
    @Column(name = "lead_key")
    private @Nullable String key;

    @Expected
    @Column(name = "id")
    private @Nullable Long id;

    @Column(name = "first_name")
    private @Nullable String firstName;

    @Column(name = "middle_name")
    private @Nullable String middleName;

    @Column(name = "last_name")
    private @Nullable String lastName;

    @Column(name = "last_name2")
    private @Nullable String lastName2;

    @Column(name = "email")
    private @Nullable String email;

    @Column(name = "phone_country_code")
    private @Nullable String phoneCountryCode;

    @Column(name = "phone")
    private @Nullable String phone;

    @Column(name = "company")
    private @Nullable String company;

    @Column(name = "address")
    private @Nullable String address;

    @Column(name = "city")
    private @Nullable String city;

    @Column(name = "zip")
    private @Nullable String zip;

    @Column(name = "state")
    private @Nullable String state;

    @Column(name = "country")
    private @Nullable String country;

    @Column(name = "date_joined")
    private @Nullable OffsetDateTime dateJoined;

    @Column(name = "website")
    private @Nullable String website;

    @Column(name = "ip")
    private @Nullable String ip;

    @Column(name = "ip_country")
    private @Nullable String ipCountry;

    @Column(name = "facebook")
    private @Nullable String facebook;

    @Column(name = "twitter")
    private @Nullable String twitter;

    @Column(name = "linkedin")
    private @Nullable String linkedin;

    @Column(name = "google_plus")
    private @Nullable String googlePlus;

    @Column(name = "sales_tax_id")
    private @Nullable String salesTaxId;

    @Column(name = "lead_picture")
    private @Nullable String leadPicture;

    @Column(name = "source")
    private @Nullable String source;

    @Column(name = "score")
    private @Nullable Long score;

    @Column(name = "lead_deleted")
    private @Nullable Long leadDeleted;

    @Column(name = "lead_deleted_date")
    private @Nullable OffsetDateTime leadDeletedDate;

    @Column(name = "referring_id")
    private @Nullable Long referringId;

    @Column(name = "blacklisted")
    private @Nullable Long blacklisted;

    @Column(name = "source_id")
    private @Nullable Long sourceId;

    @Column(name = "gdpr_lead_status")
    private @Nullable Long gdprLeadStatus;

    @Column(name = "gdpr_lead_status_date")
    private @Nullable OffsetDateTime gdprLeadStatusDate;

    @Column(name = "gdpr_lead_status_ip")
    private @Nullable String gdprLeadStatusIp;

    @Column(name = "gdpr_lead_communications")
    private @Nullable Long gdprLeadCommunications;

    @Column(name = "lead_preferred_time_zone")
    private @Nullable String leadPreferredTimeZone;

    @Transient
    @JsonbProperty("custom_fields")
    private @Nullable List<CustomField> customFields;

    protected Lead() {}

    /** A lead of which nothing but its identity is known. */
    public Lead(String key, @Nullable Long id, @Nullable String email) {
        this.key = key;
        this.id = id;
        this.email = email;
    }

    /** What tells this lead apart; empty where a notification named neither an id nor an e-mail address. */
    public Optional<String> key() {
        return key != null ? Optional.of(key) : LeadKey.of(id, email);
    }

    /** Takes over what the other lead says under these keys of Kartra's, and nothing else; never the id, by which it is found. */
    public void copy(Lead said, Set<String> keys) {
        for (var name : keys) {
            var copy = COPIES.get(name);
            if (copy != null) {
                copy.accept(this, said);
            }
        }
    }

    /**
     * The custom fields that this notification carries. Empty for a row of the mirror, which keeps them as
     * {@link CustomField} rows of their own.
     */
    public List<CustomField> customFields() {
        return customFields == null ? List.of() : List.copyOf(customFields);
    }

    /** Kartra's id of the lead; what is not above zero is none. */
    public Optional<Long> id() {
        return Optional.ofNullable(id).filter(number -> number > 0);
    }

    /** The first name. */
    public Optional<String> firstName() {
        return Optional.ofNullable(firstName);
    }

    /** The middle name. */
    public Optional<String> middleName() {
        return Optional.ofNullable(middleName);
    }

    /** The last name. */
    public Optional<String> lastName() {
        return Optional.ofNullable(lastName);
    }

    /** A second surname, as is common in Spanish. */
    public Optional<String> lastName2() {
        return Optional.ofNullable(lastName2);
    }

    /** The e-mail address; no two leads of an account share one. As Kartra spells it, upper case included. */
    public Optional<String> email() {
        return Optional.ofNullable(email);
    }

    /** The country code of the phone number with its plus sign, for example {@code +1}. */
    public Optional<String> phoneCountryCode() {
        return Optional.ofNullable(phoneCountryCode);
    }

    /** The phone number without its country code. */
    public Optional<String> phone() {
        return Optional.ofNullable(phone);
    }

    /** The company. */
    public Optional<String> company() {
        return Optional.ofNullable(company);
    }

    /** Street and number. */
    public Optional<String> address() {
        return Optional.ofNullable(address);
    }

    /** The city. */
    public Optional<String> city() {
        return Optional.ofNullable(city);
    }

    /** The postal code. */
    public Optional<String> zip() {
        return Optional.ofNullable(zip);
    }

    /** The state or region. */
    public Optional<String> state() {
        return Optional.ofNullable(state);
    }

    /** The country by name, not by code. */
    public Optional<String> country() {
        return Optional.ofNullable(country);
    }

    /** When the lead joined. Kartra sends a time without zone; it is read in the configured one. */
    public Optional<Instant> dateJoined() {
        return Optional.ofNullable(dateJoined).map(OffsetDateTime::toInstant);
    }

    /** The URL of the lead's site. */
    public Optional<String> website() {
        return Optional.ofNullable(website);
    }

    /** The address the lead was last seen at. */
    public Optional<String> ip() {
        return Optional.ofNullable(ip);
    }

    /** The country of {@link #ip()} by name. */
    public Optional<String> ipCountry() {
        return Optional.ofNullable(ipCountry);
    }

    /** URL of the profile. */
    public Optional<String> facebook() {
        return Optional.ofNullable(facebook);
    }

    /** URL of the profile. */
    public Optional<String> twitter() {
        return Optional.ofNullable(twitter);
    }

    /** URL of the profile. */
    public Optional<String> linkedin() {
        return Optional.ofNullable(linkedin);
    }

    /** URL of the profile. Some of Kartra's pages no longer name it. */
    public Optional<String> googlePlus() {
        return Optional.ofNullable(googlePlus);
    }

    /** The tax id. */
    public Optional<String> salesTaxId() {
        return Optional.ofNullable(salesTaxId);
    }

    /** URL of the picture. */
    public Optional<String> leadPicture() {
        return Optional.ofNullable(leadPicture);
    }

    /**
     * How the lead came: {@code single-optin}, {@code double-optin}, {@code helpdesk}, {@code affiliate-signup}, {@code checkout},
     * {@code import}, {@code api}, {@code manual}; Kartra's own example shows {@code 0}, so expect other words.
     */
    public Optional<String> source() {
        return Optional.ofNullable(source);
    }

    /** The score; may be negative. */
    public Optional<Long> score() {
        return Optional.ofNullable(score);
    }

    /** 1 where the lead was deleted. Only some of Kartra's pages name it. */
    public Optional<Long> leadDeleted() {
        return Optional.ofNullable(leadDeleted);
    }

    /** A date that Kartra also sends for leads that are not deleted: go by {@link #leadDeleted()}. */
    public Optional<Instant> leadDeletedDate() {
        return Optional.ofNullable(leadDeletedDate).map(OffsetDateTime::toInstant);
    }

    /** Not explained by Kartra; 0 where there is none. */
    public Optional<Long> referringId() {
        return Optional.ofNullable(referringId);
    }

    /** 1 where the lead is blacklisted, else 0. */
    public Optional<Long> blacklisted() {
        return Optional.ofNullable(blacklisted);
    }

    /** Internal to Kartra. */
    public Optional<Long> sourceId() {
        return Optional.ofNullable(sourceId);
    }

    /**
     * 0 GDPR is off for the account, 1 not subject to it, 2 accepted, 3 not accepted, 4 unknown location, 5 pending.
     */
    public Optional<Long> gdprLeadStatus() {
        return Optional.ofNullable(gdprLeadStatus);
    }

    /** When {@link #gdprLeadStatus()} last changed. */
    public Optional<Instant> gdprLeadStatusDate() {
        return Optional.ofNullable(gdprLeadStatusDate).map(OffsetDateTime::toInstant);
    }

    /** From which address {@link #gdprLeadStatus()} last changed. */
    public Optional<String> gdprLeadStatusIp() {
        return Optional.ofNullable(gdprLeadStatusIp);
    }

    /**
     * Documented both ways round: one page of Kartra calls 0 consent, another calls 1 consent. Do not derive consent from it.
     */
    public Optional<Long> gdprLeadCommunications() {
        return Optional.ofNullable(gdprLeadCommunications);
    }

    /** The lead's time zone by IANA name. Some of Kartra's pages do not name it. */
    public Optional<String> leadPreferredTimeZone() {
        return Optional.ofNullable(leadPreferredTimeZone);
    }
}
