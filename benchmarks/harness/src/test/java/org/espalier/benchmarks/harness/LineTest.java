package org.espalier.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineTest {
    @Test
    void isOneObjectOnOneLine() {
        Line line = Line.of("window").with("text", "a \"b\" \\ \n").with("n", 3).with("x", 0.5).with("bad", Double.NaN);

        assertThat(line).hasToString("{\"bench\":\"window\", \"text\": \"a \\\"b\\\" \\\\ \\u000a\", \"n\": 3, \"x\": 0.5, \"bad\": null}");
    }

    @Test
    void readsThePeakOfMemory() {
        assertThat(PeakMemory.parse("Name:\tjava\nVmPeak:\t  900 kB\nVmHWM:\t  1234 kB\nVmRSS:\t 7 kB\n")).isEqualTo(1234 * 1024);
        assertThat(PeakMemory.parse("Name:\tjava\n")).isZero();
    }

    @Test
    void readsVersionsOffJars() {
        assertThat(JarVersion.parse("deeplearning4j-nn-1.0.0-M2.1.jar")).isEqualTo("1.0.0-M2.1");
        assertThat(JarVersion.parse("classes")).isEmpty();
    }
}
