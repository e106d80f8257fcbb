package dev.kartrainbox.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.kartrainbox.ApiOperation;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The document that the build made, against the classes. */
class OpenApiDocumentTest {

    private static final JsonObject DOCUMENT = document();

    @Test
    void hasEveryMethodOfEveryAddressAndNoOther() {
        var inClasses = resources().flatMap(OpenApiDocumentTest::operations).toList();

        var inDocument = ApiOperation.all(DOCUMENT).stream().map(ApiOperation::toString);

        assertThat(inClasses).hasSizeGreaterThan(30);
        assertThat(inDocument).containsExactlyInAnyOrderElementsOf(inClasses);
    }

    @Test
    void saysOfEachWhatItIsForAndWhatItAnswers() {
        for (var operation : ApiOperation.all(DOCUMENT)) {
            assertThat(operation.summary()).as(operation.toString()).endsWith(".");
            assertThat(operation.statuses()).as(operation.toString()).contains(400, 401, 403, 500, 503);
            assertThat(operation.statuses()).as(operation.toString()).anyMatch(status -> status < 300);
            assertThat(operation.statuses().contains(404)
                            || operation.statuses().contains(409))
                    .as(operation.toString())
                    .isEqualTo(operation.path().contains("{")
                            || operation.toString().matches("POST /api/(keys|accounts)"));
        }
    }

    @Test
    void saysForWhomEachIs() {
        resources()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> verb(method).isPresent())
                .forEach(method -> assertThat(summary(method))
                        .as(method.toString())
                        .satisfies(summary -> assertThat(summary.contains("For viewers too"))
                                .isEqualTo(method.isAnnotationPresent(ViewersToo.class))));
    }

    private static String summary(Method method) {
        var found = operations(method).findFirst().orElseThrow();
        return ApiOperation.all(DOCUMENT).stream()
                .filter(operation -> operation.toString().equals(found))
                .map(ApiOperation::summary)
                .findFirst()
                .orElseThrow();
    }

    private static Stream<Class<?>> resources() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.kartrainbox.api").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(JavaClass::reflect);
    }

    private static Stream<String> operations(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods()).flatMap(OpenApiDocumentTest::operations);
    }

    private static Stream<String> operations(Method method) {
        var paths = Stream.of(method.getDeclaringClass().getAnnotation(Path.class), method.getAnnotation(Path.class))
                .flatMap(Stream::ofNullable)
                .map(path -> path.value().replaceFirst("^/?", "/"))
                .toList();
        return verb(method).stream().map(verb -> verb + " /api" + String.join("", paths));
    }

    private static Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .flatMap(Stream::ofNullable)
                .map(HttpMethod::value)
                .findFirst();
    }

    private static JsonObject document() {
        try (var reader = Json.createReader(OpenApiResource.class.getResourceAsStream("openapi.json"))) {
            return reader.readObject();
        }
    }
}
