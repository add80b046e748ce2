package org.espalier.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every public top-level type that others can use says how far it may be relied upon. */
class AnnotationTest {

    private static final List<Module> MODULES = Module.PUBLISHED;
    private static final String ANNOTATION = "org.espalier.plugin.API";

    /** Kotlin's kinds of class files that declare no type of their own: facades of top-level functions. */
    private static final Set<Integer> KOTLIN_FACADES = Set.of(2, 4, 5);

    @ParameterizedTest
    @FieldSource("MODULES")
    void publicTypesOfExportedPackagesAreMarked(Module module) {
        assertThat(publicTypes(module)).filteredOn(c -> !c.isAnnotatedWith(ANNOTATION))
                .extracting(JavaClass::getName)
                .isEmpty();
    }

    @Test
    void publicTypesAreFound() {
        assertThat(publicTypes(Module.of("espalier-api"))).hasSizeGreaterThanOrEqualTo(50);
    }

    private static List<JavaClass> publicTypes(Module module) {
        Set<String> exports = module.exports();
        return module.ownClasses().stream()
                .filter(c -> c.isTopLevelClass() && c.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(c -> exports.contains(c.getPackageName()))
                .filter(c -> !isFacade(c))
                .toList();
    }

    private static boolean isFacade(JavaClass type) {
        return type.tryGetAnnotationOfType("kotlin.Metadata")
                .flatMap((JavaAnnotation<JavaClass> a) -> a.get("k"))
                .map(KOTLIN_FACADES::contains)
                .orElse(false);
    }
}
