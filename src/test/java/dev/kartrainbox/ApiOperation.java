package dev.kartrainbox;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A method of an address of the API, as its document has it.
 *
 * @param method in capitals
 * @param path below the application's, with names in braces
 * @param summary in a sentence
 * @param statuses what it may answer
 * @param takesJson whether it takes a body of JSON
 */
public record ApiOperation(String method, String path, String summary, Set<Integer> statuses, boolean takesJson) {

    public static List<ApiOperation> all(JsonObject document) {
        var paths = document.getJsonObject("paths");
        return paths.keySet().stream()
                .flatMap(path -> paths.getJsonObject(path).entrySet().stream()
                        .map(method ->
                                of(path, method.getKey(), method.getValue().asJsonObject())))
                .toList();
    }

    private static ApiOperation of(String path, String method, JsonObject operation) {
        var body = operation.getJsonObject("requestBody");
        return new ApiOperation(
                method.toUpperCase(Locale.ROOT),
                path,
                operation.getString("summary", ""),
                operation.getJsonObject("responses").keySet().stream()
                        .map(Integer::valueOf)
                        .collect(Collectors.toUnmodifiableSet()),
                body != null && body.getJsonObject("content").containsKey("application/json"));
    }

    boolean is(String otherMethod, String otherPath) {
        return method.equals(otherMethod) && path.equals(otherPath);
    }

    boolean isForViewers() {
        return summary.contains("For viewers too");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
