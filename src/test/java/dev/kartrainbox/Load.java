package dev.kartrainbox;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Many notifications of many leads over many connections; the next one of a lead is sent after its last was answered. The tags
 * that each lead is assigned count up, so that their order tells the order of sending.
 */
final class Load {

    private final Sender kartra;
    private final long firstLead;
    private final int leads;
    private final int perLead;
    private final int connections;
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final Map<Long, List<String>> acknowledgedByLead = new ConcurrentHashMap<>();

    Load(Sender kartra, long firstLead, int leads, int perLead, int connections) {
        this.kartra = kartra;
        this.firstLead = firstLead;
        this.leads = leads;
        this.perLead = perLead;
        this.connections = connections;
    }

    /** Sends all of it; a lead whose request fails is given up, as Kartra does. */
    void run() {
        var senders = Executors.newFixedThreadPool(connections);
        try {
            var running = LongStream.range(firstLead, firstLead + leads)
                    .mapToObj(lead -> senders.submit(() -> sendAll(lead)))
                    .toList();
            for (var lead : running) {
                lead.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            senders.shutdownNow();
        }
    }

    private void sendAll(long lead) {
        for (int i = 0; i < perLead; i++) {
            try {
                var answer = kartra.sends(Sender.tagAssigned(lead, 10_000 + i, name(i)));
                if (answer.statusCode() == 200) {
                    var id = Sender.idIn(answer);
                    acknowledgedByLead
                            .computeIfAbsent(lead, none -> new ArrayList<>())
                            .add(id);
                    acknowledged.add(id);
                }
            } catch (UncheckedIOException serverIsGone) {
                return;
            }
        }
    }

    /** Ids of what was answered with 200, so far. */
    Queue<String> acknowledged() {
        return acknowledged;
    }

    /** The same of each lead, in the order of the answers. */
    Map<Long, List<String>> acknowledgedByLead() {
        return acknowledgedByLead;
    }

    /** What each lead was assigned. */
    List<String> namesInOrder() {
        return IntStream.range(0, perLead).mapToObj(Load::name).toList();
    }

    private static String name(int i) {
        return "tag %03d".formatted(i);
    }
}
