package org.espalier.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart as a user runs it, in a process of its own. */
class QuickstartTest {
    @TempDir
    Path folder;

    @Test
    void twoRunsAgreeToTheLastBitAndSoDoesOneThatWasKilled() throws Exception {
        Path whole = folder.resolve("whole");
        String first = run("--out", whole.toString());
        assertThat(last(first)).matches("quickstart: test accuracy 0\\.9[7-9]\\d\\d, onnx max difference \\S+, verified");
        assertThat(whole).isDirectoryContaining(p -> p.endsWith("digits.onnx"))
                .isDirectoryContaining(p -> p.endsWith("digits.espalier"))
                .isDirectoryContaining(p -> p.endsWith("learning-curve.png"))
                .isDirectoryContaining(p -> p.endsWith("confusion-matrix.png"))
                .isDirectoryNotContaining(p -> p.endsWith("digits.checkpoint"));
        String second = run("--out", whole.toString(), "--threads", "1");
        assertThat(last(second)).isEqualTo(last(first));
        assertThat(weights(second)).isEqualTo(weights(first));

        Path killed = folder.resolve("killed");
        kill(killed);
        String resumed = run("--out", killed.toString());
        assertThat(resumed).contains("going on from");
        assertThat(weights(resumed)).isEqualTo(weights(first));
        assertThat(last(resumed)).isEqualTo(last(first));
    }

    @Test
    void mistakesAreExplained() throws Exception {
        Process p = start("--backend", "gpu", "--out", folder.resolve("x").toString());
        String text = new String(p.getInputStream().readAllBytes());
        assertThat(p.waitFor()).isEqualTo(1);
        assertThat(last(text)).startsWith("quickstart: there is no backend 'gpu'; there are [");
        Process q = start("--epochs", "0", "--out", folder.resolve("y").toString());
        text = new String(q.getInputStream().readAllBytes());
        assertThat(q.waitFor()).isEqualTo(2);
        assertThat(text).contains("--epochs and --threads must be at least 1, but are 0 and ").contains("Usage: quickstart");
    }

    /** Runs until the first checkpoint is there, then ends the process as the operating system would. */
    private void kill(Path out) throws Exception {
        Process p = start("--out", out.toString());
        Path checkpoint = out.resolve("digits.checkpoint");
        for (int i = 0; i < 6_000 && !Files.exists(checkpoint) && p.isAlive(); i++) {
            Thread.sleep(10);
        }
        p.destroyForcibly();
        assertThat(p.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(checkpoint).exists();
    }

    private String run(String... arguments) throws Exception {
        Process p = start(arguments);
        String text = new String(p.getInputStream().readAllBytes());
        assertThat(p.waitFor()).as(text).isZero();
        return text;
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules", "jdk.incubator.vector", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Quickstart.class.getName()));
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String last(String text) {
        List<String> lines = text.lines().toList();
        return lines.get(lines.size() - 1);
    }

    private static String weights(String text) {
        return text.lines().filter(l -> l.startsWith("weights:")).findFirst().orElseThrow();
    }
}
