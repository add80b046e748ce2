package org.espalier.cpu.arith;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.espalier.cpu.kernel.Arithmetics;
import org.junit.jupiter.api.Test;

/** Other JVMs, which interpret, have narrower vectors or none, compute the same bits. */
class SameBitsTest {
    private static final String HERE = " digest " + ArithmeticDigest.of(EveryArithmetic.VECTOR);

    /** Runs {@link ArithmeticDigest} in a new JVM and returns its line. */
    private static String digest(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ArithmeticDigest.class.getName()));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return output.lines().filter(l -> l.contains(" digest ")).findFirst().orElse("no digest in: " + output);
    }

    @Test
    void plainLoopsInThisJvm() {
        assertThat(" digest " + ArithmeticDigest.of(EveryArithmetic.PLAIN)).isEqualTo(HERE);
    }

    @Test
    void interpretedVectors() throws Exception {
        assertThat(digest("-Xint", "--add-modules", Arithmetics.VECTOR_MODULE)).startsWith("Vector API").endsWith(HERE);
    }

    @Test
    void interpretedPlainLoopsWithoutTheModule() throws Exception {
        assertThat(digest("-Xint")).isEqualTo("plain loops" + HERE);
    }

    @Test
    void compiledPlainLoopsWithoutTheModule() throws Exception {
        assertThat(digest()).isEqualTo("plain loops" + HERE);
    }

    @Test
    void narrowerVectors() throws Exception {
        if (System.getProperty("os.arch").equals("amd64")) {
            assertThat(digest("-XX:UseAVX=2", "--add-modules", Arithmetics.VECTOR_MODULE))
                    .startsWith("Vector API, 256 bits").endsWith(HERE);
        }
    }
}
