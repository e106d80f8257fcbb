package dev.kartrainbox.simulator;

import dev.kartrainbox.kartra.Action;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An action by Kartra's word for it. */
final class ActionWord implements ITypeConverter<Action> {

    @Override
    public Action convert(String word) {
        return Action.of(word).orElseThrow(() -> new TypeConversionException("'" + word + "' is none of " + all()));
    }

    private static String all() {
        return Arrays.stream(Action.values()).map(Action::word).collect(Collectors.joining(", "));
    }
}
