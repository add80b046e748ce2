package org.espalier.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.architecture.fixtures.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The public API is what the files in {@code docs/api} say, so that no change of it goes unseen. A change that is meant
 * is written by running this test with {@code -Dapi.dump=write}, and reviewed with the rest.
 */
class ApiDumpTest {

    private static final List<Module> MODULES = Module.PUBLISHED;

    @ParameterizedTest
    @FieldSource("MODULES")
    void apiIsTheOneOnRecord(Module module) throws IOException {
        Path file = Module.repository().resolve("docs/api").resolve(module.artifact() + ".txt");
        String now = ApiDump.of(module);
        if (System.getProperty("api.dump", "").equals("write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, now);
        }

        String recorded = Files.exists(file) ? Files.readString(file) : "";

        assertThat(now).withFailMessage(() -> difference(module, recorded, now)).isEqualTo(recorded);
        assertThat(now.isBlank()).isEqualTo(module.exports().isEmpty());
    }

    @Test
    void everythingThatOthersCanNameIsWritten() {
        Stream<Class<?>> types = Stream.of(Sample.class, Sample.Pair.class, Sample.Shape.class, Sample.Round.class);
        assertThat(ApiDump.of(types.toList())).isEqualTo("""
                @EXPERIMENTAL public abstract class org.espalier.architecture.fixtures.Sample<T extends Comparable<T>>\
                 implements Function<T, String>
                    public static final int SIZE
                    protected <init>(T)
                    @INTERNAL public final <E extends T> List<? super E> all(int[], E...) throws java.io.IOException

                public static final record org.espalier.architecture.fixtures.Sample$Pair<A>(A left, List<A> right)
                    public <init>(A, List<A>)
                    public A left()
                    public List<A> right()
                    public final String toString()
                    public final boolean equals(Object)
                    public final int hashCode()

                public static final enum org.espalier.architecture.fixtures.Sample$Round\
                 implements org.espalier.architecture.fixtures.Sample$Shape
                    public static final org.espalier.architecture.fixtures.Sample$Round CIRCLE
                    public static org.espalier.architecture.fixtures.Sample$Round valueOf(String)
                    public static org.espalier.architecture.fixtures.Sample$Round[] values()

                public static sealed interface org.espalier.architecture.fixtures.Sample$Shape
                    public default int corners()
                """);
    }

    private static String difference(Module module, String recorded, String now) {
        return "public API of %s (-Dapi.dump=write records it)%ngone, which breaks users:%n%sadded:%n%s"
                .formatted(module, missing(recorded, now), missing(now, recorded));
    }

    /** Returns the lines of one text that another one lacks. */
    private static String missing(String text, String other) {
        Set<String> lines = new TreeSet<>(text.lines().toList());
        lines.removeAll(other.lines().toList());
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }
}
