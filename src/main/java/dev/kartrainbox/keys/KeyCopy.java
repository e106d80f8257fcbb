package dev.kartrainbox.keys;

import dev.kartrainbox.settings.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A copy of the live keys' hashes on this node, so that they are known without the database.
 *
 * @param stored those that the database holds as well
 * @param made those that were made here while it was away
 */
record KeyCopy(List<LiveKey> stored, List<LiveKey> made) {

    private static final HexFormat HEX = HexFormat.of();
    private static final String STORED = "stored";
    private static final String MADE = "made";

    KeyCopy {
        stored = List.copyOf(stored);
        made = List.copyOf(made);
    }

    /** Of the file; empty where there is none. */
    static KeyCopy read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new KeyCopy(List.of(), List.of());
        }
        var stored = new ArrayList<LiveKey>();
        var made = new ArrayList<LiveKey>();
        for (var line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            var words = line.split(" ", 3);
            if (words.length < 3) {
                throw new IOException("a line without kind, hash and name in " + file);
            }
            (words[0].equals(MADE) ? made : stored).add(new LiveKey(words[2], hash(words[1])));
        }
        return new KeyCopy(stored, made);
    }

    private static byte[] hash(String hex) throws IOException {
        try {
            return HEX.parseHex(hex);
        } catch (IllegalArgumentException e) {
            throw new IOException("no hash", e);
        }
    }

    void write(Path file) throws IOException {
        PrivateFiles.write(
                file, Stream.concat(lines(STORED, stored), lines(MADE, made)).collect(Collectors.joining()));
    }

    private static Stream<String> lines(String kind, List<LiveKey> keys) {
        return keys.stream().map(key -> kind + " " + HEX.formatHex(key.sha256()) + " " + key.name() + "\n");
    }

    List<LiveKey> all() {
        return Stream.concat(stored.stream(), made.stream()).toList();
    }
}
