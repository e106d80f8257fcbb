package dev.kartrainbox.operations;

import dev.kartrainbox.binding.Legible;
import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.inbox.DeliveryBody;
import dev.kartrainbox.mirror.LeadTables;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Everything that is known of one lead, as JSON, for whoever asks what is stored about them: the mirror by table, and every
 * notification that is kept with its body. What notifications of others say of it is not in it.
 */
@ApplicationScoped
public class LeadExport {

    private static final int MOST = 50;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private static final String NEXT =
            "select d.id from delivery d where d.lead_key = ?1 and d.id > ?2 order by d.id limit " + MOST;

    @PersistenceContext(unitName = "kartra-inbox")
    EntityManager entityManager;

    @Inject
    Transactions transactions;

    @Inject
    Naming naming;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /**
     * How much was exported.
     *
     * @param rows of the mirror
     * @param deliveries with their bodies, as far as they are kept
     */
    public record Extent(long rows, long deliveries) {}

    /**
     * All names of the lead.
     *
     * @param lead its id or its e-mail address
     * @throws IllegalArgumentException if it is neither
     */
    public LeadNames names(String lead) {
        return naming.of(lead);
    }

    /** Writes all of it, a little at a time; does not close the stream. */
    public Extent write(LeadNames names, OutputStream to) {
        var json = Json.createGeneratorFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createGenerator(to, StandardCharsets.UTF_8);
        json.writeStartObject().write("exported_at", clock.instant().toString());
        writeNames(names, json);
        json.writeStartObject("mirror");
        long rows = transactions.run(() -> writeMirror(names, json));
        json.writeEnd().writeStartArray("notifications");
        long deliveries = names.all().stream()
                .mapToLong(name -> writeDeliveries(name, json))
                .sum();
        json.writeEnd().writeEnd().flush();
        return transactions.run(() -> {
            audit.note("export", "one lead", rows + " rows and " + deliveries + " deliveries");
            return new Extent(rows, deliveries);
        });
    }

    private static void writeNames(LeadNames names, JsonGenerator json) {
        json.writeStartArray("ids");
        names.ids().forEach(json::write);
        json.writeEnd().writeStartArray("emails");
        names.emails().forEach(json::write);
        json.writeEnd();
    }

    private long writeMirror(LeadNames names, JsonGenerator json) {
        var connection = entityManager.unwrap(Connection.class);
        long rows = 0;
        for (var table : LeadTables.WITH_ROWS_OF.entrySet()) {
            json.writeStartArray(table.getKey());
            for (var name : names.all()) {
                rows += writeRows(table.getValue(), name, connection, json);
            }
            json.writeEnd();
        }
        return rows;
    }

    private static long writeRows(String query, String leadKey, Connection connection, JsonGenerator json) {
        try (var select = connection.prepareStatement(query)) {
            select.setString(1, leadKey);
            try (var row = select.executeQuery()) {
                long rows = 0;
                while (row.next()) {
                    writeRow(row, json);
                    rows++;
                }
                return rows;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the mirror could not be read", e);
        }
    }

    private static void writeRow(ResultSet row, JsonGenerator json) throws SQLException {
        json.writeStartObject();
        var columns = row.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            var value = row.getObject(i);
            if (value instanceof Number number) {
                json.write(columns.getColumnLabel(i).toLowerCase(Locale.ROOT), new BigDecimal(number.toString()));
            } else if (value instanceof Boolean truth) {
                json.write(columns.getColumnLabel(i).toLowerCase(Locale.ROOT), truth);
            } else if (value != null) {
                json.write(columns.getColumnLabel(i).toLowerCase(Locale.ROOT), row.getString(i));
            }
        }
        json.writeEnd();
    }

    private long writeDeliveries(String leadKey, JsonGenerator json) {
        long written = 0;
        var after = BEFORE_ALL;
        List<UUID> page;
        do {
            var from = after;
            page = transactions.run(() -> writePage(leadKey, from, json));
            written += page.size();
            after = page.isEmpty() ? after : page.get(page.size() - 1);
        } while (page.size() == MOST);
        return written;
    }

    private List<UUID> writePage(String leadKey, UUID after, JsonGenerator json) {
        var ids = Columns.ids(entityManager
                .createNativeQuery(NEXT)
                .setParameter(1, leadKey)
                .setParameter(2, after)
                .getResultList());
        ids.forEach(id -> write(entityManager.find(Delivery.class, id), json));
        return ids;
    }

    private void write(Delivery delivery, JsonGenerator json) {
        json.writeStartObject()
                .write("id", delivery.id().toString())
                .write("received_at", delivery.receivedAt().toString())
                .write("state", delivery.state().name())
                .write("remote_address", delivery.remoteAddress())
                .write("headers", delivery.headers());
        delivery.action().ifPresent(action -> json.write("action", action));
        delivery.processedAt().ifPresent(at -> json.write("processed_at", at.toString()));
        var body = entityManager.find(DeliveryBody.class, delivery.id());
        if (body != null) {
            var encoding = delivery.contentEncoding().orElse(null);
            Legible.json(body.bytes(), encoding)
                    .ifPresentOrElse(
                            object -> json.write("body", object),
                            () -> json.write("body_base64", Base64.getEncoder().encodeToString(body.bytes())));
        }
        json.writeEnd();
    }
}
