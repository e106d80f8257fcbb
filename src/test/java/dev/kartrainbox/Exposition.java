package dev.kartrainbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Metrics in Prometheus' text format 0.0.4, read strictly: each family has help, then its type, then its samples together; no sample
 * comes twice. There is no parser in Java to do it.
 */
public final class Exposition {

    private static final Pattern HELP = Pattern.compile("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (\\S.*)");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped)");
    private static final String VALUE = "[+-]?(?:\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?|Inf)|NaN";
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (" + VALUE + ")");
    private static final Pattern LABEL =
            Pattern.compile("\\G([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\\"n])*)\"(?:,|$)");
    private static final Map<String, Set<String>> SUFFIXES = Map.of(
            "histogram", Set.of("_bucket", "_count", "_sum"),
            "summary", Set.of("", "_count", "_sum"));

    private final List<Sample> samples = new ArrayList<>();
    private final Map<String, String> types = new HashMap<>();
    private final Set<Map<String, Map<String, String>>> seen = new HashSet<>();

    /** One line. */
    public record Sample(String name, Map<String, String> labels, double value) {}

    private Exposition() {}

    /** Throws where the text is not in the format. */
    public static Exposition of(String text) {
        var exposition = new Exposition();
        exposition.read(text);
        return exposition;
    }

    public List<Sample> samples() {
        return samples;
    }

    /** The names of all samples. */
    public Set<String> names() {
        return samples.stream().map(Sample::name).collect(Collectors.toSet());
    }

    /** The labels of all samples of this name. */
    public Set<String> labelsOf(String name) {
        return samples.stream()
                .filter(sample -> sample.name.equals(name))
                .flatMap(sample -> sample.labels.keySet().stream())
                .collect(Collectors.toSet());
    }

    /**
     * The one sample of this name that has these labels, and perhaps others; empty where there is none.
     *
     * @param labels names and values, in turns
     */
    public OptionalDouble value(String name, String... labels) {
        var found = samples.stream()
                .filter(sample -> sample.name.equals(name) && has(sample, labels))
                .toList();
        if (found.size() > 1) {
            throw new IllegalArgumentException("which of " + found);
        }
        return found.stream().mapToDouble(Sample::value).findFirst();
    }

    private static boolean has(Sample sample, String... labels) {
        for (int i = 0; i < labels.length; i += 2) {
            if (!labels[i + 1].equals(sample.labels.get(labels[i]))) {
                return false;
            }
        }
        return true;
    }

    private void read(String text) {
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("the last line has no end");
        }
        var lines = text.split("\n");
        String family = null;
        for (int i = 0; i < lines.length; i++) {
            var line = lines[i];
            if (line.startsWith("#")) {
                family = familyOf(line, lines[i + 1]);
                i++;
            } else if (family == null) {
                throw new IllegalArgumentException("no family: " + line);
            } else {
                add(sampleIn(line), family);
            }
        }
    }

    private String familyOf(String help, String type) {
        var first = HELP.matcher(help);
        var second = TYPE.matcher(type);
        if (!first.matches() || !second.matches() || !first.group(1).equals(second.group(1))) {
            throw new IllegalArgumentException("no help and type: " + help + " / " + type);
        }
        if (types.put(first.group(1), second.group(2)) != null) {
            throw new IllegalArgumentException("twice: " + help);
        }
        return first.group(1);
    }

    private static Sample sampleIn(String line) {
        var matcher = SAMPLE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no sample: " + line);
        }
        var value = matcher.group(3).replace("Inf", "Infinity");
        return new Sample(
                matcher.group(1),
                labelsIn(matcher.group(2) == null ? "" : matcher.group(2)),
                Double.parseDouble(value));
    }

    private static Map<String, String> labelsIn(String text) {
        var labels = new HashMap<String, String>();
        var matcher = LABEL.matcher(text);
        int end = 0;
        while (matcher.find()) {
            if (labels.put(matcher.group(1), matcher.group(2)) != null) {
                throw new IllegalArgumentException("label twice: " + text);
            }
            end = matcher.end();
        }
        if (end < text.length()) {
            throw new IllegalArgumentException("no labels: " + text);
        }
        return labels;
    }

    private void add(Sample sample, String family) {
        var suffixes = SUFFIXES.getOrDefault(types.get(family), Set.of(""));
        if (suffixes.stream().noneMatch(suffix -> sample.name.equals(family + suffix))) {
            throw new IllegalArgumentException(sample + " is not of " + family);
        }
        if (!seen.add(Map.of(sample.name, sample.labels))) {
            throw new IllegalArgumentException("twice: " + sample);
        }
        samples.add(sample);
    }
}
