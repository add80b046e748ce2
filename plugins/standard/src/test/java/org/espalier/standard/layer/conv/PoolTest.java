package org.espalier.standard.layer.conv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.standard.Layers.averagePool1d;
import static org.espalier.standard.Layers.averagePool2d;
import static org.espalier.standard.Layers.averagePool3d;
import static org.espalier.standard.Layers.globalAveragePool;
import static org.espalier.standard.Layers.globalMaxPool;
import static org.espalier.standard.Layers.maxPool1d;
import static org.espalier.standard.Layers.maxPool2d;
import static org.espalier.standard.Layers.maxPool3d;

import java.util.Map;
import org.espalier.core.model.Network;
import org.espalier.nn.Layer;
import org.espalier.standard.Runs;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

class PoolTest {
    /** Two channels of 3 × 4. */
    private static final Tensor IMAGE = Tensor.of(new double[] {
        1, 2, 3, 4, 8, 7, 6, 5, 9, 9, 0, 0,
        -1, -2, -3, -4, -8, -7, -6, -5, -9, -9, 0, 0}, 1, 2, 3, 4);

    private static double[] of(Layer layer) {
        return Runs.output(layer, IMAGE, Map.of());
    }

    @Test
    void windowsStandSideBySide() {
        assertThat(of(maxPool2d(2))).containsExactly(8, 6, -1, -3);
        assertThat(of(averagePool2d(2))).containsExactly(4.5, 4.5, -4.5, -4.5);
    }

    @Test
    void stridesAndPadding() {
        assertThat(of(maxPool2d(2).withStrides(1, 2))).containsExactly(8, 6, 9, 6, -1, -3, -7, 0);
        // Padding is never the largest, even of negative numbers.
        assertThat(of(maxPool2d(2).withPadding(Padding.SAME))).containsExactly(8, 6, 9, 0, -1, -3, -9, 0);
        assertThat(of(averagePool2d(2).withPadding(Padding.of(0, 0, 1, 0)))).containsExactly(4.5, 4.5, 9, 0, -4.5, -4.5, -9, 0);
        assertThat(of(averagePool2d(2).withPadding(Padding.of(0, 0, 1, 0)).withCountIncludePad(true)))
                .containsExactly(4.5, 4.5, 4.5, 0, -4.5, -4.5, -4.5, 0);
    }

    @Test
    void oneAndThreeAxes() {
        Tensor line = Tensor.of(new double[] {1, 5, 2, 4, 3}, 1, 1, 5);
        assertThat(Runs.output(maxPool1d(2), line, Map.of())).containsExactly(5, 4);
        assertThat(Runs.output(averagePool1d(2), line, Map.of())).containsExactly(3, 3);
        Tensor cube = Tensor.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 1, 2, 2, 2);
        assertThat(Runs.output(maxPool3d(2), cube, Map.of())).containsExactly(8);
        assertThat(Runs.output(averagePool3d(2), cube, Map.of())).containsExactly(4.5);
    }

    @Test
    void globalOnesLeaveOneNumberAChannel() {
        assertThat(Runs.layer(globalMaxPool(), false, IMAGE, Map.of()).get(Network.OUTPUT))
                .isEqualTo(Tensor.of(new double[] {9, 0}, 1, 2));
        assertThat(Runs.layer(globalAveragePool(), false, IMAGE, Map.of()).get(Network.OUTPUT))
                .isEqualTo(Tensor.of(new double[] {4.5, -4.5}, 1, 2));
    }

    @Test
    void theGradientGoesToTheFirstLargest() {
        Tensor line = Tensor.of(new double[] {2, 2, 1, 3}, 1, 1, 4);
        Map<String, Tensor> g = Runs.gradients(maxPool1d(2), line, Map.of(), Tensor.of(new double[] {10, 20}, 1, 1, 2));
        assertThat(g.get("d/input").toDoubles()).containsExactly(10, 0, 0, 20);
        assertThat(g.get("d/input").shape()).isEqualTo(Shape.of(1, 1, 4));
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> Runs.output(maxPool1d(2), IMAGE, Map.of()))
                .hasMessage("[MaxPool] a kernel [2] needs an input [batch, channels, length], but it is f64[batch,2,3,4]");
    }
}
