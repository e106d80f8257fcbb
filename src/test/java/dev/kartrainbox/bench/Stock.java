package dev.kartrainbox.bench;

import dev.kartrainbox.kartra.Action;
import dev.kartrainbox.kartra.Sample.Typing;
import dev.kartrainbox.simulator.Mix;
import dev.kartrainbox.simulator.Outgoing;
import dev.kartrainbox.simulator.Recipe;
import dev.kartrainbox.simulator.Traffic;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** Notifications of everything that Kartra documents, as the simulator tells them; none is handed out twice. */
final class Stock {

    private final Iterator<Outgoing> story;

    /** About so many leads. */
    Stock(int leads) {
        story = Traffic.of(new Recipe(
                Recipe.USUAL_SEED,
                Integer.MAX_VALUE,
                leads,
                List.of(Action.values()),
                List.of(Typing.values()),
                Mix.NOTHING_SPECIAL));
    }

    /** The next ones. */
    List<Outgoing> take(int count) {
        var taken = new ArrayList<Outgoing>(count);
        for (int i = 0; i < count; i++) {
            taken.add(story.next());
        }
        return taken;
    }

    /** Writes the bodies of the next ones, as the load generator's script reads them. */
    Path write(Path file, int count) {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (var outgoing : take(count)) {
                out.write(String.format(Locale.ROOT, "%08x", outgoing.body().length)
                        .getBytes(StandardCharsets.US_ASCII));
                out.write(outgoing.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
