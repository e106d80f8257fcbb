package dev.kartrainbox.binding;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * A walk over JSON that a hostile text cannot break: to its very end, within a depth, and with one kind of failure. Never asks
 * the parser for a number, for its digits may go on for a megabyte.
 */
final class JsonWalk implements AutoCloseable {

    /** Deepest nesting that is followed; documented notifications have seven levels. */
    static final int MAX_DEPTH = 100;

    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    private final String text;
    private final JsonParser parser;
    private int depth;

    JsonWalk(String text) {
        this.text = text;
        this.parser = PARSERS.createParser(new StringReader(text));
    }

    /** Whether anything follows; not JSON, or anything but white space behind the value, is unreadable. */
    boolean hasNext() throws UnreadableException {
        try {
            return parser.hasNext();
        } catch (JsonException | NoSuchElementException e) {
            throw unreadable(e);
        }
    }

    JsonParser.Event next() throws UnreadableException {
        JsonParser.Event event;
        try {
            event = parser.next();
        } catch (JsonException | NoSuchElementException e) {
            throw unreadable(e);
        }
        switch (event) {
            case START_OBJECT, START_ARRAY -> descend();
            case END_OBJECT, END_ARRAY -> depth--;
            default -> {}
        }
        return event;
    }

    /** How many objects and arrays are open. */
    int depth() {
        return depth;
    }

    /** The key or string just met, or the digits of a number as they were written. */
    String text() {
        return parser.getString();
    }

    @Override
    public void close() {
        parser.close();
    }

    private void descend() throws UnreadableException {
        depth++;
        if (depth > MAX_DEPTH) {
            var location = parser.getLocation();
            throw UnreadableException.at(
                    String.format(Locale.ROOT, "nested deeper than %d levels", MAX_DEPTH),
                    location.getLineNumber(),
                    location.getColumnNumber());
        }
    }

    private UnreadableException unreadable(RuntimeException failure) {
        if (failure instanceof JsonParsingException parsing) {
            var location = parsing.getLocation();
            var offset = location.getStreamOffset();
            if (offset >= 0 && offset < text.length() && location.getLineNumber() > 0) {
                return UnreadableException.at("not JSON", location.getLineNumber(), location.getColumnNumber());
            }
        }
        var end = TextPlace.endOf(text); // the parser's own idea of the end is off
        return UnreadableException.at("not JSON", end.line(), end.column());
    }
}
