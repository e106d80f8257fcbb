package dev.kartrainbox.operations;

import dev.kartrainbox.settings.PrivateFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Exports a lead. */
@Command(
        name = "export",
        description =
                "Writes everything that is known of one lead to a file, as JSON: for whoever asks what is stored about them.")
@SuppressWarnings("NullAway.Init") // by picocli
final class ExportCommand extends ManyCommand {

    @Parameters(paramLabel = "LEAD", description = "Its id or e-mail address.")
    String lead;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FILE",
            description = "There must be none of this name. Only its owner can read it.")
    Path file;

    ExportCommand(DatabaseLogin database, Clock clock) {
        super(database, clock);
    }

    @Override
    boolean run(Standalone operations) {
        try {
            PrivateFiles.createFile(file);
            try (var output = new BufferedOutputStream(Files.newOutputStream(file))) {
                var extent = operations.export.write(operations.export.names(lead), output);
                say("%d rows of the mirror and %d notifications are in %s.", extent.rows(), extent.deliveries(), file);
                return extent.rows() + extent.deliveries() > 0;
            }
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    file + " cannot be written: " + e.getClass().getName(),
                    e);
        }
    }
}
