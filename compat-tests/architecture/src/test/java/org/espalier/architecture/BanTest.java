package org.espalier.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.architecture.fixtures.Offender;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No published class touches what results, safety or users would suffer from. */
class BanTest {

    private static final List<Module> MODULES = Module.PUBLISHED;

    private static final List<Ban> ON_ALL = List.of(
            Ban.UNSTABLE_VECTOR_OPERATOR,
            Ban.LANE_REDUCTION,
            Ban.UNSPECIFIED_MATH,
            Ban.UNSEEDED_RANDOMNESS,
            Ban.JAVA_SERIALIZATION,
            Ban.EXIT,
            Ban.TORN_FILE);

    @ParameterizedTest
    @FieldSource("MODULES")
    void noModuleBreaksABan(Module module) {
        assertThat(ON_ALL.stream().flatMap(b -> b.violations(module.ownClasses()).stream())).isEmpty();
    }

    static Stream<Arguments> bans() {
        return Stream.of(
                arguments(Ban.UNSTABLE_VECTOR_OPERATOR, 1),
                arguments(Ban.LANE_REDUCTION, 1),
                arguments(Ban.UNSPECIFIED_MATH, 2),
                arguments(Ban.UNSEEDED_RANDOMNESS, 3),
                arguments(Ban.JAVA_SERIALIZATION, 1),
                arguments(Ban.EXIT, 1),
                arguments(Ban.TORN_FILE, 2));
    }

    @ParameterizedTest
    @MethodSource("bans")
    void anOffenderIsFound(Ban ban, int places) {
        Collection<JavaClass> offender = List.of(new ClassFileImporter().importClass(Offender.class));
        assertThat(ban.violations(offender)).hasSize(places).allMatch(v -> v.endsWith(ban.reason()));
    }
}
