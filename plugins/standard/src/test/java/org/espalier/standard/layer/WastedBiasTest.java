package org.espalier.standard.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.nn.Layer;
import org.espalier.standard.Runs;
import org.espalier.standard.activation.Relu;
import org.espalier.standard.layer.conv.Conv;
import org.espalier.tensor.DType;
import org.junit.jupiter.api.Test;

/** A bias right before a batch normalisation does nothing, and the summary says so. */
class WastedBiasTest {
    private static List<String> hints(Layer layer) {
        return Network.of(Input.f32(2, 6), layer).trace(Runs.ENGINE.registry(), false, DType.F32).hints();
    }

    @Test
    void isNamedWithWhatTakesItAway() {
        assertThat(hints(Sequential.of(Conv.of(3, 2), BatchNormalization.DEFAULT, Flatten.INSTANCE,
                Named.of("hidden", Sequential.of(Dense.of(4), Named.of("norm", BatchNormalization.DEFAULT))))))
                .containsExactly(
                        "the bias of '0' is wasted, since the batch normalisation '1' takes the mean away; leave it out",
                        "the bias of 'hidden/0' is wasted, since the batch normalisation 'hidden/norm' takes the mean away;"
                                + " leave it out");
    }

    @Test
    void isNotWastedElsewhere() {
        assertThat(hints(Sequential.of(
                Conv.of(3, 2).withBias(false), BatchNormalization.DEFAULT,
                Conv.of(3, 2).withActivation(Relu.INSTANCE), BatchNormalization.DEFAULT,
                Conv.of(3, 2), LayerNormalization.DEFAULT))).isEmpty();
    }

    @Test
    void theSummarySaysIt() {
        Network net = Network.of(Input.f32(3), Sequential.of(Dense.of(4), BatchNormalization.DEFAULT));
        assertThat(net.summary(Runs.ENGINE.registry())).contains("hint: the bias of '0' is wasted");
        assertThat(net.init(Runs.ENGINE, 0).hints()).hasSize(1);
    }
}
