package org.espalier.standard.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.espalier.standard.callback.CallbackTest.FakeStep;
import org.espalier.training.Callback;
import org.junit.jupiter.api.Test;

/** Progress where there is no terminal, and in a narrow one. */
class ProgressInLogsTest {
    private static final Callback.Run RUN = new Callback.Run(100, 10, 32, 42, "");
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private long now = 5_000_000_000L;

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aLongEpochGivesALineAMinute() {
        ProgressPrinter printer = new ProgressPrinter(out, RUN, false, 80, () -> now);
        for (int i = 1; i <= 10; i++) {
            now += 25_000_000_000L;
            printer.onStep(new FakeStep(i, 0, i, 0.1));
        }
        assertThat(text().lines()).containsExactly(
                "epoch   1/100  3/10  loss 2.0000", "epoch   1/100  6/10  loss 3.5000", "epoch   1/100  9/10  loss 5.0000");
        assertThat(text().replace(System.lineSeparator(), "")).doesNotContain("\r", "\u001b");
    }

    @Test
    void aBarIsNarrowerThanTheTerminal() {
        ProgressPrinter printer = new ProgressPrinter(out, RUN, true, 40, () -> now);
        printer.onStep(new FakeStep(5, 0, 0.5, 0.1));
        assertThat(text()).isEqualTo("\repoch   1/100  [============" + " ".repeat(11));
    }
}
