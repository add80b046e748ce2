package org.espalier.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NotationTest {
    @Test
    void readsWhatItPrints() {
        String text = "conv 20 5, conv 32 3 same relu, maxpool 2, batchnorm, relu, dropout 0.5, flatten, dense 500 relu, "
                + "embedding 5000 64, positions, lstm 128, encoder 4 512, mean, dense 10";

        String printed = Notation.parse(text).stream().map(Object::toString).collect(Collectors.joining(", "));

        assertThat(printed).isEqualTo(text);
    }

    @Test
    void writesPerceptronsByTheirSizes() {
        assertThat(Notation.perceptron(List.of(784, 256, 10)))
                .containsExactly(new LayerSpec.Dense(256, true), new LayerSpec.Dense(10, false));
    }

    @Test
    void saysWhatThereIs() {
        assertThatThrownBy(() -> Notation.parse("dense 10, gru 5"))
                .hasMessageContaining("there is no layer 'gru 5'")
                .hasMessageContaining("lstm UNITS");
        assertThatThrownBy(() -> Notation.parse("conv 20")).hasMessage("the layer 'conv 20' must be written as: conv FILTERS KERNEL [same] [relu]");
        assertThatThrownBy(() -> Notation.parse("dense ten")).hasMessage("the layer 'dense ten' must be written as: dense UNITS [relu]");
        assertThatThrownBy(() -> Notation.parse("conv 20 4 same")).hasMessageContaining("odd kernel");
    }

    @Test
    void readsInputs() {
        assertThat(InputSpec.parse("3x32x32")).isEqualTo(new InputSpec(List.of(3, 32, 32), 0));
        assertThat(InputSpec.parse("tokens 5000x50")).isEqualTo(new InputSpec(List.of(50), 5000));
        assertThat(InputSpec.parse("tokens 5000x50")).hasToString("tokens 5000x50");
        assertThat(InputSpec.parse("3x32x32").batched(64)).containsExactly(64, 3, 32, 32);
        assertThat(InputSpec.parse("3x32x32").size()).isEqualTo(3072);
    }
}
