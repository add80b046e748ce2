package org.espalier.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of kernels names each of them with its calls. */
class ShowProfileTest {

    @Test
    void everyKernelOfTheStepHasALine() {
        List<String> lines = ShowProfile.profile(3).lines().toList();

        assertThat(lines.get(0)).contains("share", "us/call", "calls", "kernel");
        assertThat(lines).anyMatch(l -> l.contains("MatMul+Add+Relu [f32[64,784], f32[784,128], f32[128]] -> [f32[64,128]]")
                && l.contains(" 3  cpu "));
        assertThat(lines).anyMatch(l -> l.contains("SoftmaxCrossEntropyLossGrad"));
        double shares = lines.stream().skip(1)
                .mapToDouble(l -> Double.parseDouble(l.substring(0, l.indexOf('%')).trim()))
                .sum();
        assertThat(shares).isBetween(99.0, 101.0);
    }
}
