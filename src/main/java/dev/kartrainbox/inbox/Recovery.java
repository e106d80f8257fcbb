package dev.kartrainbox.inbox;

import java.io.FileInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for what an earlier run of the server has left in the journal. */
final class Recovery {

    private static final Logger LOG = System.getLogger(Recovery.class.getName());
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,18})\\.journal.*");

    private final JournalDirectory directory;
    private final List<Path> files;

    private Recovery(JournalDirectory directory, List<Path> files) {
        this.directory = directory;
        this.files = files;
    }

    /** Looks at the names only: to read all of it takes longer than requests can wait. */
    static Recovery of(JournalDirectory directory) {
        try {
            return new Recovery(directory, directory.files());
        } catch (IOException e) {
            LOG.log(
                    Level.ERROR,
                    "The journal, {0}, cannot be read ({1}). Mend that and start again: what it may hold of an earlier run is not in the database yet",
                    directory.path(),
                    e.getClass().getName());
            return new Recovery(directory, List.of());
        }
    }

    /** A number that no file has, whatever became of it. */
    long firstFreeNumber() {
        return 1
                + files.stream()
                        .map(file -> NUMBER.matcher(file.getFileName().toString()))
                        .filter(Matcher::matches)
                        .mapToLong(name -> Long.parseLong(name.group(1)))
                        .max()
                        .orElse(0);
    }

    /** All segments that can be read, oldest first, each up to its last whole record; what is torn is set aside. */
    List<Segment> read() {
        var segments = new ArrayList<Segment>();
        for (var file : files) {
            if (file.getFileName().toString().endsWith(Segment.SUFFIX)) {
                try {
                    read(file, segments);
                } catch (IOException e) {
                    LOG.log(
                            Level.ERROR,
                            "{0} of the journal cannot be read ({1}); it stays where it is. Mend that and start again",
                            file,
                            e.getClass().getName());
                }
            }
        }
        if (!segments.isEmpty()) {
            LOG.log(
                    Level.INFO,
                    "{0} notifications that an earlier run has kept in the journal go to the database first",
                    segments.stream().mapToLong(Segment::waiting).sum());
        }
        return segments;
    }

    private void read(Path file, List<Segment> segments) throws IOException {
        var header = header(file);
        if (Segment.isHeader(header)) {
            segments.add(readRecords(file));
        } else if (Segment.isOfAnyVersion(header)) {
            LOG.log(
                    Level.ERROR,
                    "{0} was written by a newer release, and stays where it is. Deploy that release again: it brings what the file holds into the database",
                    file);
        } else {
            if (!Segment.beginsHeader(header)) {
                setAside(file, 0);
            }
            directory.delete(file);
        }
    }

    private Segment readRecords(Path file) throws IOException {
        int records = 0;
        try (var reader = SegmentReader.ofAll(file)) {
            while (reader.next() != null) {
                records++;
            }
            if (reader.position() < Files.size(file)) {
                setAside(file, reader.position());
            }
            return Segment.left(file, reader.position(), records);
        }
    }

    private void setAside(Path file, long from) throws IOException {
        long bytes = Files.size(file) - from;
        var aside = directory.setAside(file, from);
        LOG.log(
                Level.WARNING,
                "{0} ends in {1} bytes that are no whole record: what was being written when the server ended, and never confirmed. They are set aside in {2}; all before them is recovered",
                file,
                bytes,
                aside);
    }

    private static byte[] header(Path file) throws IOException {
        try (var input = new FileInputStream(file.toFile())) {
            return input.readNBytes(Segment.HEADER);
        }
    }
}
