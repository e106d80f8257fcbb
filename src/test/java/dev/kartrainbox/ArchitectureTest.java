package dev.kartrainbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.Resource;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {

    private static final String ROOT = "dev.kartrainbox.";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.kartrainbox");

    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("kartra", Set.of()),
            Map.entry("settings", Set.of()),
            Map.entry("inbox", Set.of("settings")),
            Map.entry("keys", Set.of("inbox", "settings")),
            Map.entry("intake", Set.of("inbox", "keys", "binding", "kartra", "settings")),
            Map.entry("binding", Set.of("kartra", "inbox")),
            Map.entry("dispatch", Set.of("inbox", "binding", "kartra", "settings")),
            Map.entry("mirror", Set.of("kartra")),
            Map.entry("operations", Set.of("inbox", "keys", "binding", "dispatch", "mirror", "kartra", "settings")),
            Map.entry("monitoring", Set.of("inbox", "dispatch", "settings")),
            Map.entry("signin", Set.of("operations", "inbox", "settings")),
            Map.entry(
                    "api", Set.of("signin", "operations", "inbox", "keys", "dispatch", "mirror", "kartra", "settings")),
            Map.entry(
                    "console",
                    Set.of(
                            "signin",
                            "simulator",
                            "operations",
                            "monitoring",
                            "inbox",
                            "keys",
                            "dispatch",
                            "mirror",
                            "kartra",
                            "settings")),
            Map.entry("simulator", Set.of("kartra", "settings")));

    /** Calls and method references alike; with a clock as its argument it is the clock that tells. */
    private static final DescribedPredicate<JavaAccess<?>> TELLS_THE_TIME =
            DescribedPredicate.describe("ask the system for the time", access -> {
                var owner = access.getTargetOwner().getFullName();
                var name = access.getTarget().getName();
                var byItself = !(access.getTarget() instanceof CodeUnitAccessTarget method)
                        || method.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
                return owner.startsWith("java.time.") && (name.equals("now") || name.startsWith("system")) && byItself
                        || owner.equals("java.lang.System") && name.equals("currentTimeMillis");
            });

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("names")
    void aPackageUsesOnlyThoseItMay(String name) {
        var others = MAY_USE.keySet().stream()
                .filter(other -> !other.equals(name) && !MAY_USE.get(name).contains(other))
                .map(other -> ROOT + other + "..")
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(CLASSES);
    }

    private static Stream<String> names() {
        return MAY_USE.keySet().stream().sorted();
    }

    @Test
    void everyPackageHasItsPlace() {
        var known = Stream.concat(MAY_USE.keySet().stream().map(name -> ROOT + name), Stream.of("dev.kartrainbox"))
                .toArray(String[]::new);

        classes().should().resideInAnyPackage(known).check(CLASSES);
    }

    @Test
    void onlyTheClockTellsTheTime() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + "settings.Configuration")
                .and()
                .haveSimpleNameNotEndingWith("Command") // no container there to inject it
                .should()
                .accessTargetWhere(TELLS_THE_TIME)
                .check(CLASSES);
    }

    @Test
    void resourcesAreLookedUp() {
        // by name alone, a stock WildFly hands out its example data source
        noFields()
                .should(new ArchCondition<JavaField>("be annotated with @Resource(name = …)") {
                    @Override
                    public void check(JavaField field, ConditionEvents events) {
                        var named = field.isAnnotatedWith(Resource.class)
                                && !field.getAnnotationOfType(Resource.class)
                                        .name()
                                        .isEmpty();
                        events.add(new SimpleConditionEvent(field, named, field.getFullName()));
                    }
                })
                .check(CLASSES);
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Manager|Helper|Utils?|Dto)")
                .check(CLASSES);
    }
}
