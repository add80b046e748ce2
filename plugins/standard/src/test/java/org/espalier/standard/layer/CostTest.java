package org.espalier.standard.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.core.fit.Training;
import org.espalier.core.fit.TrainingStep;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.data.Dataset;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.nn.Layer;
import org.espalier.standard.Runs;
import org.espalier.standard.activation.Tanh;
import org.espalier.standard.loss.HalfSquaredError;
import org.espalier.standard.optim.Sgd;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a pass costs, counted in the graphs that are run: products of matrices are all that grows with the weights. */
class CostTest {
    private static final int BATCH = 5;
    private static final Set<String> PRODUCTS = Set.of("MatMul", "Gemm");

    /** Multiplications of all products; with m·k, k·n and m·n elements, k² is the product of the first two by the last. */
    private static long multiplications(Graph graph) {
        return graph.nodes().stream().filter(n -> PRODUCTS.contains(n.op().id())).mapToLong(n -> {
            double a = size(n.input(0));
            double b = size(n.input(1));
            double out = size(n.outputs().get(0));
            return Math.round(out * Math.sqrt(a * b / out));
        }).sum();
    }

    private static double size(Node.Edge edge) {
        return edge.type().shape().size();
    }

    /** One for each weight and example forward, and two more backward but for the first layer, whose input needs none. */
    @ParameterizedTest
    @CsvSource({"8, 1", "16, 1", "32, 1", "8, 2", "8, 4", "8, 8", "32, 8"})
    void forwardAndBackwardGrowAlikeWithWidthAndDepth(int width, int depth) {
        List<Layer> hidden = Collections.nCopies(depth, Dense.of(width, Tanh.INSTANCE));
        Model model = Network.of(Input.f32(width), new Sequential(hidden)).init(Runs.ENGINE, 0, DType.F64);
        long weights = (long) depth * width * width;
        assertThat(model.parameterCount()).isEqualTo(weights + (long) depth * width);
        assertThat(multiplications(model.inferencePlan(BATCH).graph())).isEqualTo(BATCH * weights);
        TrainingStep step = new TrainingStep(model, Training.of(HalfSquaredError.INSTANCE, Sgd.of(0.1)), Map.of(
                Dataset.INPUT, TensorType.of(DType.F64, width), Dataset.TARGET, TensorType.of(DType.F64, width)));
        assertThat(multiplications(step.plan(BATCH).graph()))
                .isEqualTo(BATCH * (3 * weights - (long) width * width));
    }
}
