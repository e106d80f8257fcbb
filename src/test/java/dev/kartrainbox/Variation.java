package dev.kartrainbox;

import dev.kartrainbox.kartra.Sample;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One of Kartra's samples with a few of its keys and values replaced. A fuzzer that changes bytes gets past the parser one time
 * in fifty; this is JSON whatever it comes up with. The bytes are a script: which sample, then which place and what to put
 * there, up to eight times.
 */
final class Variation {

    /** No text in UTF-8 and no gzip begins with it. */
    private static final byte SCRIPT = (byte) 0xFF;

    /** Of a script; what follows says nothing. */
    private static final int LONGEST = 2 + 2 * 8;

    private static final Pattern TOKEN =
            Pattern.compile("(?<text>\"(?:[^\"\\\\]|\\\\.)*\")(?<key>\\s*:)?|-?\\d[\\d.]*|\\[\\s*]");

    private static final List<String> SAMPLES = Sample.all().stream()
            .map(sample -> new String(sample.body(), StandardCharsets.UTF_8))
            .toList();

    private static final List<String> KEYS = List.of(
            "\"id\"",
            "\"email\"",
            "\"lead\"",
            "\"action\"",
            "\"action_details\"",
            "\"tag\"",
            "\"list\"",
            "\"custom_fields\"",
            "\"field_id\"",
            "\"field_value\"",
            "\"field_value.text\"",
            "\"option_id\"",
            "\"transaction_id\"",
            "\"key\"",
            "\"lead_key\"",
            "\"version\"",
            "\"__proto__\"",
            "\"_persistence_fetchGroup\"",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"" + "long".repeat(100) + "\"");

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "1",
            "-1",
            "7",
            "-0",
            "1.5",
            "1e3",
            "1e1000000",
            "9".repeat(18),
            "9223372036854775808",
            "9".repeat(20),
            "9".repeat(101),
            "0.00000000001",
            "999999999999999.9999999999",
            "\"0\"",
            "\"7\"",
            "\"+7\"",
            "\"-3\"",
            "\" 7 \"",
            "\"1.50\"",
            "\"1,000.00\"",
            "\"99999999999999999999\"",
            "\"\"",
            "\" \"",
            "\"N/A\"",
            "\"n/a\"",
            "\"0000-00-00 00:00:00\"",
            "\"2024-03-10 02:30:00\"",
            "\"2024-02-30 10:00:00\"",
            "\"0001-01-01 00:00:00\"",
            "\"0000-01-01 00:00:00\"",
            "\"9999-12-31 23:59:59\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\ud83d\\ude00\"",
            "\"\u0130\u1E9E\uFB01\uFEFF\"",
            "\"A@Example.org\"",
            "\"" + "long".repeat(100) + "\"",
            "\"" + "\uD83D\uDE00".repeat(160) + "@example.org\"",
            "[]",
            "{}",
            "[null]",
            "[[]]",
            "[{}]",
            "[{\"id\":1},{\"id\":1}]",
            "[{\"field_id\":\"1\",\"field_value\":[{\"option_id\":\"1\"},{\"option_id\":\"1\"}]},{\"field_id\":1,\"field_value\":\"x\"}]",
            "{\"id\":\"0\"}",
            "{\"tag\":{\"tag_id\":\"0\",\"tag_name\":null}}",
            "[".repeat(90) + "]".repeat(90),
            "\"x\",",
            "1,\"id\":2");

    private Variation() {}

    /** For each sample the script that leaves it as it is. */
    static Stream<byte[]> scripts() {
        return IntStream.range(0, SAMPLES.size()).mapToObj(sample -> new byte[] {SCRIPT, (byte) sample});
    }

    static boolean isScript(byte[] input) {
        return input.length > 1 && input[0] == SCRIPT;
    }

    static byte[] of(byte[] script) {
        var text = SAMPLES.get(Byte.toUnsignedInt(script[1]) % SAMPLES.size());
        for (int at = 2; at + 1 < Math.min(script.length, LONGEST); at += 2) {
            text = replaced(text, Byte.toUnsignedInt(script[at]), Byte.toUnsignedInt(script[at + 1]));
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String replaced(String text, int place, int what) {
        var tokens = TOKEN.matcher(text).results().toList();
        if (tokens.isEmpty()) {
            return text;
        }
        var token = tokens.get(place % tokens.size());
        var key = token.group(2);
        var by = key == null ? VALUES.get(what % VALUES.size()) : KEYS.get(what % KEYS.size()) + key;
        return text.substring(0, token.start()) + by + text.substring(token.end());
    }
}
