package dev.kartrainbox.inbox;

import dev.kartrainbox.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** What the journal of this server has set aside for an operator: torn ends, and what the database refuses. */
@ApplicationScoped
public class SetAsideFiles {

    private static final Logger LOG = System.getLogger(SetAsideFiles.class.getName());
    private static final List<String> SUFFIXES = List.of(".torn", ".refused");

    @Inject
    Settings settings;

    /** All there are now. */
    public List<Path> list() throws IOException {
        return directory().files().stream()
                .filter(file -> SUFFIXES.stream().anyMatch(file.toString()::endsWith))
                .toList();
    }

    /**
     * Deletes those that hold what is to be erased.
     *
     * @param isToBeErased told the bytes of a body with its content encoding; of a file that is no whole record, all of its bytes
     * @return how many were deleted
     */
    public int deleteThose(List<Path> files, BiPredicate<byte[], @Nullable String> isToBeErased) throws IOException {
        int deleted = 0;
        for (var file : files) {
            if (holds(file, isToBeErased)) {
                directory().delete(file);
                LOG.log(Level.WARNING, "{0} named a lead that was erased, and was deleted", file);
                deleted++;
            }
        }
        return deleted;
    }

    /** Beside the bodies there are headers, addresses and keys of leads: the file as a whole is looked at as well. */
    private static boolean holds(Path file, BiPredicate<byte[], @Nullable String> isToBeErased) throws IOException {
        if (isToBeErased.test(Files.readAllBytes(file), null)) {
            return true;
        }
        var records = new ArrayList<Keep>();
        try (var reader = SegmentReader.ofAll(file)) {
            for (var keep = reader.next(); keep != null; keep = reader.next()) {
                records.add(keep);
            }
        } catch (IOException tornWithinItsHeader) {
            return false; // looked at already, for what it is
        }
        return records.stream()
                .anyMatch(keep -> isToBeErased.test(
                        keep.body(), keep.delivery().contentEncoding().orElse(null)));
    }

    private JournalDirectory directory() {
        return new JournalDirectory(settings.journalDirectory());
    }
}
