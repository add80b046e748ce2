package org.espalier.standard.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.espalier.standard.callback.CallbackTest.FakeStep;
import org.espalier.training.Callback;
import org.junit.jupiter.api.Test;

/** Progress as it is by default, in processes that are started as in a terminal, in a notebook, on a build server. */
class ProgressPlacesTest {
    private static final String BAR = "\repoch 1/2  [============            ] 5/10  loss 0.5000";
    private static final String LINE = "epoch 1/2  loss 0.5000  lr 0.1000  1.0 s";

    /** The program: half an epoch, and its end. */
    public static final class Run {
        private Run() {}

        /** No arguments. */
        public static void main(String[] args) {
            Callback.Listener listener = Progress.DEFAULT.start(new Callback.Run(2, 10, 32, 42, ""));
            listener.onStep(new FakeStep(5, 0, 0.5, 0.1));
            listener.onEpoch(new Callback.Epoch(0, 10, 0.1, 1, Map.of("loss", 0.5)));
            listener.onEnd();
        }
    }

    private static String output(Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        List.of("CI", "JPY_PARENT_PID", "COLUMNS").forEach(builder.environment()::remove);
        builder.environment().put("TERM", "xterm");
        builder.environment().putAll(environment);
        Process p = builder.start();
        p.getOutputStream().close();
        String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(p.waitFor(1, TimeUnit.MINUTES)).as(out).isTrue();
        return out.replace(System.lineSeparator(), "\n");
    }

    private static List<String> program() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), Run.class.getName());
    }

    private static String piped(Map<String, String> environment) throws Exception {
        return output(environment, program());
    }

    /** In a terminal of its own, which {@code script} of util-linux makes. */
    private static String inTerminal(Map<String, String> environment) throws Exception {
        Path script = Path.of("/usr/bin/script");
        assumeTrue(Files.isExecutable(script), "there is no program here that makes a terminal");
        List<String> command = new ArrayList<>(List.of(script.toString(), "-qec"));
        command.add("'" + String.join("' '", program()) + "'");
        command.add("/dev/null");
        return output(environment, command).replace("\r\n", "\n");
    }

    @Test
    void whereOutputGoesToAFileThereAreLines() throws Exception {
        assertThat(piped(Map.of())).isEqualTo(LINE + "\n");
    }

    @Test
    void onABuildServerThereAreLinesEvenInATerminal() throws Exception {
        assertThat(piped(Map.of("CI", "true", "JPY_PARENT_PID", "1"))).isEqualTo(LINE + "\n");
        assertThat(inTerminal(Map.of("CI", "true"))).isEqualTo(LINE + "\n");
    }

    @Test
    void inANotebookThereIsABarThatTheLineReplaces() throws Exception {
        String out = piped(Map.of("JPY_PARENT_PID", "1"));
        assertThat(out).startsWith(BAR + "\r" + LINE).endsWith("\n").doesNotContain("\u001b");
        assertThat(out.lines()).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void inATerminalThereIsABarAsFarAsItFits() throws Exception {
        assertThat(inTerminal(Map.of())).contains(BAR).contains(LINE).doesNotContain("\u001b");
        assertThat(inTerminal(Map.of("COLUMNS", "30"))).contains(BAR.substring(0, 30) + "\r").doesNotContain("5/10");
        assertThat(inTerminal(Map.of("TERM", "dumb"))).isEqualTo(LINE + "\n");
    }
}
