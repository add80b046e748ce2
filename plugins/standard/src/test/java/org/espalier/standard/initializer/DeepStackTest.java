package org.espalier.standard.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.nn.Initializer;
import org.espalier.nn.Layer;
import org.espalier.nn.RandomStream;
import org.espalier.standard.Runs;
import org.espalier.standard.activation.Relu;
import org.espalier.standard.layer.Dense;
import org.espalier.standard.layer.Sequential;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What He's initialisation is for: it holds the size of activations through a deep stack of ReLUs. */
class DeepStackTest {
    private static final int WIDTH = 128;
    private static final int DEPTH = 12;
    private static final int EXAMPLES = 16;

    /** Columns: the factor on σ = √(2/K), and the power of 4 by which the mean square grows in each layer. */
    @ParameterizedTest
    @CsvSource({"1, 0", "2, 1", "0.5, -1"})
    void twiceOrHalfTheDeviationGrowsOrShrinksByFourALayer(double factor, double power) {
        double[] x = new double[EXAMPLES * WIDTH];
        RandomStream random = RandomStream.of(1, "examples");
        Arrays.setAll(x, random::normal);
        Initializer kernel = factor == 1 ? HeNormal.DEFAULT : Normal.of(factor * Math.sqrt(2.0 / WIDTH));
        List<Layer> layers = Collections.nCopies(DEPTH, Dense.of(WIDTH, Relu.INSTANCE).withKernel(kernel));
        double[] y = Network.of(Input.f32(WIDTH), new Sequential(layers)).init(Runs.ENGINE, 3, DType.F64)
                .predict(Tensor.of(x, EXAMPLES, WIDTH)).toDoubles();
        double growth = Math.log(meanSquare(y) / meanSquare(x)) / Math.log(4) / DEPTH;
        // In each layer the logarithm of the ratio varies by about √(5/K), so the mean over layers by about 0.06 / ln 4.
        assertThat(growth).isEqualTo(power, within(0.12));
    }

    private static double meanSquare(double[] values) {
        return Arrays.stream(values).map(v -> v * v).average().orElseThrow();
    }
}
