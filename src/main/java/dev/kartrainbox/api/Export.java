package dev.kartrainbox.api;

import dev.kartrainbox.inbox.Delivery;
import dev.kartrainbox.operations.Deliveries;
import dev.kartrainbox.operations.Search;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes deliveries page by page: however many there are, few are in memory, and no transaction is open for long. */
final class Export {

    private static final int PAGE = 200;

    private final Deliveries deliveries;
    private final ExportFormat format;

    Export(Deliveries deliveries, ExportFormat format) {
        this.deliveries = deliveries;
        this.format = format;
    }

    /** Writes all that is looked for, as of when it gets there; tells how many. */
    long write(Search search, OutputStream output) {
        try {
            output.write(format.head().getBytes(StandardCharsets.UTF_8));
            long count = 0;
            var page = deliveries.search(search, null, PAGE);
            while (!page.isEmpty()) {
                write(page, output);
                count += page.size();
                page = deliveries.search(search, page.get(page.size() - 1).id(), PAGE);
            }
            output.flush();
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException("whoever asked is gone", e);
        }
    }

    private void write(List<Delivery> page, OutputStream output) throws IOException {
        var bodies = deliveries.bodies(page.stream().map(Delivery::id).toList());
        for (var delivery : page) {
            var body = bodies.getOrDefault(delivery.id(), new byte[0]);
            output.write(format.line(delivery, body).getBytes(StandardCharsets.UTF_8));
        }
    }
}
