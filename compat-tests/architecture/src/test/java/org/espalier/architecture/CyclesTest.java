package org.espalier.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The packages inside a module do not depend on each other in circles. */
class CyclesTest {

    private static final List<Module> MODULES = Module.PUBLISHED;

    /**
     * The packages that are one thing in several folders: an op speaks of nodes and values and of how it is written to
     * ONNX, a node of its op, a value of the ops that can be applied to it.
     */
    private static final Set<String> INTERMEDIATE_REPRESENTATION =
            Set.of("org.espalier.graph", "org.espalier.op", "org.espalier.export");

    @ParameterizedTest
    @FieldSource("MODULES")
    void packagesAreFreeOfCycles(Module module) {
        EvaluationResult result = cycles(module.classes());
        assertThat(result.getFailureReport().getDetails()).isEmpty();
    }

    @Test
    void aCycleIsFound() {
        JavaClasses classes = new ClassFileImporter().importPackages("org.espalier.architecture.fixtures.cycle");
        assertThat(classes).hasSize(2);
        assertThat(cycles(classes).hasViolation()).isTrue();
    }

    private static EvaluationResult cycles(JavaClasses classes) {
        return SlicesRuleDefinition.slices()
                .assignedFrom(new Packages())
                .should()
                .beFreeOfCycles()
                .ignoreDependency(DescribedPredicate.alwaysTrue(), new Vocabulary())
                .allowEmptyShould(true)
                .evaluate(classes);
    }

    /** What every package may use whatever else stands beside it: the API's status and the family of exceptions. */
    private static final class Vocabulary extends DescribedPredicate<JavaClass> {
        Vocabulary() {
            super("vocabulary");
        }

        @Override
        public boolean test(JavaClass type) {
            return type.getName().startsWith("org.espalier.plugin.API")
                    || type.isAssignableTo("org.espalier.plugin.EspalierException");
        }
    }

    private static final class Packages implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return SliceIdentifier.of(INTERMEDIATE_REPRESENTATION.contains(name) ? "representation" : name);
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
