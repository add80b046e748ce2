package org.espalier.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.lang.module.ModuleDescriptor.Requires;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Modules use only the modules and libraries that the table in {@link Module} allows them. */
class ArrowsTest {

    private static final List<Module> MODULES = Module.PUBLISHED;

    @ParameterizedTest
    @FieldSource("MODULES")
    void hasAsManyClassesAsExpected(Module module) {
        assertThat(module.ownClasses()).hasSizeGreaterThanOrEqualTo(module.leastClasses());
        assertThat(module.packages()).allSatisfy(p -> assertThat(p).startsWith(module.root()));
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void classesUseOnlyWhatTheModuleMayUse(Module module) {
        Map<String, String> owners = owners();
        TreeSet<String> wrong = new TreeSet<>();
        for (JavaClass type : module.classes()) {
            type.getDirectDependenciesFromSelf().forEach(d -> {
                JavaClass target = d.getTargetClass().getBaseComponentType();
                String owner = owners.get(target.getPackageName());
                boolean allowed = owner == null
                        ? target.isPrimitive() || isJdk(target) || isForeign(module, target)
                        : owner.equals(module.artifact()) || module.uses().contains(owner);
                if (!allowed) {
                    wrong.add(type.getName() + " -> " + target.getName());
                }
            });
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void moduleDeclarationHasTheSameArrows(Module module) {
        Map<String, String> artifacts = MODULES.stream().collect(Collectors.toMap(Module::name, Module::artifact));
        List<String> required = module.descriptor().requires().stream()
                .map(Requires::name)
                .filter(n -> n.startsWith("org.espalier."))
                .map(n -> artifacts.getOrDefault(n, n))
                .toList();

        assertThat(module.descriptor().name()).isEqualTo(module.name());
        assertThat(required).containsExactlyInAnyOrderElementsOf(module.uses());
    }

    @Test
    void apiNeedsNothingButTheJavaPlatform() {
        assertThat(Module.of("espalier-api").descriptor().requires()).extracting(Requires::name)
                .containsExactly("java.base");
    }

    @Test
    void vectorModuleIsOptional() {
        assertThat(Module.of("espalier-cpu").descriptor().requires())
                .filteredOn(r -> r.name().equals("jdk.incubator.vector"))
                .singleElement()
                .satisfies(r -> assertThat(r.modifiers()).contains(Requires.Modifier.STATIC));
    }

    @Test
    void noPackageIsSplitOverModules() {
        Stream<String> packages = MODULES.stream().flatMap(m -> m.packages().stream());
        assertThat(packages.toList()).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(25);
    }

    private static boolean isJdk(JavaClass type) {
        return type.getPackageName().startsWith("java.");
    }

    private static boolean isForeign(Module module, JavaClass type) {
        return module.foreign().stream()
                .anyMatch(f -> type.getPackageName().equals(f) || type.getPackageName().startsWith(f + "."));
    }

    private static Map<String, String> owners() {
        Map<String, String> owners = new HashMap<>();
        MODULES.forEach(m -> m.packages().forEach(p -> owners.put(p, m.artifact())));
        return owners;
    }
}
