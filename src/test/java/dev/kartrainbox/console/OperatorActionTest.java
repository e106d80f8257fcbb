package dev.kartrainbox.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.kartrainbox.operations.Discard;
import dev.kartrainbox.operations.Erasure;
import dev.kartrainbox.operations.LeadExport;
import dev.kartrainbox.operations.OutboundKeys;
import dev.kartrainbox.operations.Replay;
import dev.kartrainbox.signin.Accounts;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whichever buttons a page shows: what changes something, or hands out what viewers may not see, asks for the role itself. */
class OperatorActionTest {

    private static final Map<Class<?>, Set<String>> FOR_OPERATORS = Map.of(
            Replay.class, Set.of("delivery", "observer", "anew", "release", "all", "owed"),
            Discard.class, Set.of("delivery", "all"),
            Erasure.class, Set.of("lead"),
            LeadExport.class, Set.of("write"),
            OutboundKeys.class, Set.of("create", "rotate", "disable"),
            Accounts.class, Set.of("create", "changePassword", "changeRole", "remove"),
            Trial.class, Set.of("post"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.kartrainbox.console");

    private static boolean isForOperators(JavaCodeUnit method) {
        return method.getCallsFromSelf().stream()
                .map(call -> call.getTarget())
                .anyMatch(target -> FOR_OPERATORS.entrySet().stream()
                        .anyMatch(operation -> target.getOwner().isEquivalentTo(operation.getKey())
                                && operation.getValue().contains(target.getName())));
    }

    /** Itself, or whoever calls it, since nobody else can. */
    private static boolean isGuarded(JavaCodeUnit method) {
        return method.isAnnotatedWith(OperatorAction.class)
                || (method.getModifiers().contains(JavaModifier.PRIVATE)
                        && !method.getCallsOfSelf().isEmpty()
                        && method.getCallsOfSelf().stream().allMatch(call -> isGuarded(call.getOrigin())));
    }

    @Test
    void guardsWhateverIsForOperators() {
        codeUnits()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage("dev.kartrainbox.console")
                .should(new ArchCondition<JavaCodeUnit>("be guarded where they do what is for operators") {
                    @Override
                    public void check(JavaCodeUnit method, ConditionEvents events) {
                        if (isForOperators(method)) {
                            events.add(new SimpleConditionEvent(method, isGuarded(method), method.getFullName()));
                        }
                    }
                })
                .check(CLASSES);
    }

    /** Else it would guard against nothing. */
    @Test
    void knowsOperationsThatPagesCall() {
        assertThat(CLASSES.stream()
                        .flatMap(type -> type.getCodeUnits().stream())
                        .filter(OperatorActionTest::isForOperators))
                .hasSizeGreaterThan(12);
    }
}
