package org.espalier.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static final String INFO = "{\"bench\":\"info\", \"name\": \"DJL\", \"version\": \"0.35.1\", \"jvm\": \"17\"}";

    private static String window(double value) {
        return "{\"bench\":\"window\", \"workload\": \"B\", \"threads\": 1, \"window\": 0, \"seconds\": 1.0, \"value\": " + value + ", \"unit\": \"samples/s\"}";
    }

    @Test
    void readsFiguresAmongWhatLibrariesPrint() {
        Outcome o = Outcome.parse(List.of("WARNING: something", INFO, window(10.0), "{\"level\": \"info\"}", window(30.0), window(20.0),
                "{\"bench\":\"memory\", \"peakBytes\": 1048576}"), 0);

        assertThat(o.version()).isEqualTo("0.35.1");
        assertThat(o.values()).containsExactly(10.0, 30.0, 20.0);
        assertThat(o.median()).isEqualTo(20);
        assertThat(o.peakBytes()).isEqualTo(1048576);
        assertThat(o.isAbsent()).isFalse();
    }

    @Test
    void keepsTheReasonOfAnAbsence() {
        Outcome o = Outcome.parse(List.of(INFO, "{\"bench\":\"absent\", \"reason\": \"has no LSTM that is trained\"}"), 0);

        assertThat(o.isAbsent()).isTrue();
        assertThat(o.absence()).isEqualTo("has no LSTM that is trained");
        assertThat(o.version()).isEqualTo("0.35.1");
    }

    @Test
    void tellsWhyAProcessFailed() {
        Outcome o = Outcome.parse(List.of(INFO, window(10.0), "java.lang.UnsatisfiedLinkError: no jnitorch", "\tat somewhere"), 1);

        assertThat(o.isAbsent()).isTrue();
        assertThat(o.absence()).isEqualTo("failed with exit code 1: java.lang.UnsatisfiedLinkError: no jnitorch");
        assertThat(Outcome.parse(List.of(), 137).absence()).isEqualTo("failed with exit code 137: nothing was printed");
        assertThat(Outcome.parse(List.of("loading"), 0).absence()).isEqualTo("printed no figures");
    }

    @Test
    void tellsWhyABuildFailed() {
        assertThat(Build.complaint(List.of("[INFO] x", "\u001b[31m[ERROR]\u001b[0m Could not resolve ai.djl:api:jar:0.35.1", "[ERROR] more")))
                .isEqualTo("Could not resolve ai.djl:api:jar:0.35.1");
        assertThat(Build.complaint(List.of("mvn: not found"))).isEqualTo("mvn: not found");
        assertThat(Build.complaint(List.of())).isEqualTo("Maven printed nothing");
    }
}
