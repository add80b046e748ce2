package org.espalier.training.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same weights, bit for bit, however many threads, compiled or interpreted, with or without vectors, on any JDK. */
class DeterminismTest {
    private static final String VECTOR = "--add-modules=jdk.incubator.vector";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void threadsDoNotMatter(int threads) {
        assertThat(Digest.of("cpu", threads)).isEqualTo(Digest.of("cpu", 1));
    }

    @Test
    void runsDoNotMatter() {
        assertThat(Digest.of("reference", 1)).isEqualTo(Digest.of("reference", 1));
    }

    @Test
    void compilationDoesNotMatter() throws Exception {
        String here = Digest.of("cpu", 2);
        assertThat(child(javaHome(), "cpu", 2, VECTOR, "-Xint")).isEqualTo(here);
        assertThat(child(javaHome(), "cpu", 2, VECTOR, "-XX:TieredStopAtLevel=1")).isEqualTo(here);
        assertThat(child(javaHome(), "reference", 1, VECTOR, "-Xint")).isEqualTo(Digest.of("reference", 1));
    }

    @Test
    void vectorsDoNotMatter() throws Exception {
        assertThat(child(javaHome(), "cpu", 2)).isEqualTo(Digest.of("cpu", 2));
    }

    @Test
    void theJdkDoesNotMatter() throws Exception {
        List<Path> others = otherJdks();
        Assumptions.assumeFalse(others.isEmpty(), "there is no other JDK of 17 or later beside " + javaHome());
        for (Path home : others) {
            assertThat(child(home, "cpu", 2, VECTOR)).as(home.toString()).isEqualTo(Digest.of("cpu", 2));
            assertThat(child(home, "reference", 1, VECTOR)).as(home.toString()).isEqualTo(Digest.of("reference", 1));
        }
    }

    private static Path javaHome() {
        return Path.of(System.getProperty("java.home"));
    }

    /** JDKs that stand beside the one that runs this, of another release that can run the classes. */
    private static List<Path> otherJdks() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> beside = Files.list(javaHome().getParent())) {
            for (Path home : beside.sorted().toList()) {
                Path release = home.resolve("release");
                if (Files.isSymbolicLink(home) || !Files.exists(release) || !Files.isExecutable(home.resolve("bin/java"))) {
                    continue;
                }
                String version = Files.readString(release).replaceAll("(?s).*JAVA_VERSION=\"(\\d+).*", "$1");
                if (Integer.parseInt(version) >= 17 && Integer.parseInt(version) != Runtime.version().feature()) {
                    found.add(home);
                }
            }
        }
        return found;
    }

    private static String child(Path home, String backend, int threads, String... flags) throws Exception {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Digest.class.getName(), backend, Integer.toString(threads)));
        Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(p.waitFor()).as(out).isZero();
        return out.lines()
                .filter(l -> l.startsWith("digest "))
                .map(l -> l.substring("digest ".length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(out));
    }
}
