package org.espalier.standard.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.nn.Layer;
import org.espalier.standard.Draw;
import org.espalier.standard.Runs;
import org.espalier.standard.activation.Elu;
import org.espalier.standard.activation.Identity;
import org.espalier.standard.activation.LogSoftmax;
import org.espalier.standard.activation.PRelu;
import org.espalier.standard.activation.Relu;
import org.espalier.standard.activation.Silu;
import org.espalier.standard.activation.Softmax;
import org.espalier.standard.activation.Softsign;
import org.espalier.standard.activation.SplitActivation;
import org.espalier.standard.activation.Tanh;
import org.espalier.standard.layer.attention.MultiHeadAttention;
import org.espalier.standard.layer.attention.TransformerEncoder;
import org.espalier.standard.layer.conv.AveragePool;
import org.espalier.standard.layer.conv.Conv;
import org.espalier.standard.layer.conv.GlobalAveragePool;
import org.espalier.standard.layer.conv.GlobalMaxPool;
import org.espalier.standard.layer.conv.MaxPool;
import org.espalier.standard.layer.conv.Padding;
import org.espalier.standard.layer.sequence.Gru;
import org.espalier.standard.layer.sequence.Lstm;
import org.espalier.standard.layer.sequence.PoolOverTime;
import org.espalier.standard.layer.sequence.PositionalEmbedding;
import org.espalier.standard.layer.sequence.SimpleRnn;
import org.espalier.standard.preprocessing.ChannelShift;
import org.espalier.standard.preprocessing.Rescale;
import org.espalier.standard.preprocessing.Whitening;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of whole layers in training mode against central differences, with respect to inputs and parameters. */
class LayerGradientTest {
    private static final int ROWS = 5;
    private static final int COLUMNS = 6;
    private static final double H = 1e-5;

    static Stream<Layer> layers() {
        return Stream.of(
                Dense.of(4, Tanh.INSTANCE),
                Dense.of(4, PRelu.DEFAULT),
                Dropout.of(0.4),
                BatchNormalization.DEFAULT,
                BatchNormalization.DEFAULT.withAffine(false).withEpsilon(0.1),
                Sequential.of(Reshape.to(2, 3), BatchNormalization.DEFAULT),
                Sequential.of(Reshape.to(2, 3), BatchNormalization.DEFAULT.withAxis(-1)),
                LayerNormalization.DEFAULT,
                WeightNormalization.of(Dense.of(4, Tanh.INSTANCE)),
                Sequential.of(Reshape.to(2, 3), WeightNormalization.of(Conv.of(4, 2))),
                Sequential.of(Reshape.to(3, 2), LayerNormalization.DEFAULT.withAxis(1)),
                Residual.of(Dense.of(6, Tanh.INSTANCE), Dense.of(6)),
                Residual.of(Dense.of(3, Silu.INSTANCE)).withProjection(Dense.of(3)),
                Sequential.of(Branches.of(Shared.of("w", Dense.of(6, Tanh.INSTANCE)),
                        Sequential.of(Tanh.INSTANCE, Shared.of("w", Dense.of(6, Tanh.INSTANCE)))), Add.INSTANCE),
                Sequential.of(Branches.of(Dense.of(2), Softsign.INSTANCE), Concatenate.DEFAULT),
                SplitActivation.of(2, Relu.INSTANCE).and(1, Elu.DEFAULT).and(3, Identity.INSTANCE),
                Sequential.of(Reshape.to(2, 3), Softmax.over(1), Flatten.INSTANCE, LogSoftmax.DEFAULT),
                Rbf.of(3, 0.2),
                Sequential.of(Reshape.to(2, 3), Conv.of(4, 2).withPadding(Padding.SAME).withActivation(Tanh.INSTANCE)),
                Sequential.of(Reshape.to(2, 3, 1), Conv.of(4, 3, 1).withGroups(2).withStrides(2, 1).withPadding(Padding.of(1))),
                Sequential.of(Reshape.to(1, 1, 2, 3), Conv.of(2, 1, 2, 2).withDilations(1, 1, 2).withBias(false)),
                Sequential.of(Reshape.to(1, 2, 3), MaxPool.of(2, 2).withStrides(1)),
                Sequential.of(Reshape.to(2, 3), AveragePool.of(2).withStrides(1).withPadding(Padding.of(1, 0))),
                Sequential.of(Reshape.to(2, 3), AveragePool.of(2).withPadding(Padding.of(1)).withCountIncludePad(true)),
                Sequential.of(Reshape.to(2, 3), GlobalAveragePool.INSTANCE),
                Sequential.of(Reshape.to(2, 3), GlobalMaxPool.INSTANCE),
                Sequential.of(Reshape.to(3, 2), PositionalEmbedding.of(4)),
                Sequential.of(Reshape.to(3, 2), PoolOverTime.MEAN),
                Sequential.of(Reshape.to(3, 2), PoolOverTime.MAX),
                Sequential.of(Reshape.to(3, 2), Lstm.of(3)),
                Sequential.of(Reshape.to(3, 2), Lstm.of(2).withBidirectional(true).withSequence(true)),
                Sequential.of(Reshape.to(3, 2), Gru.of(3).withSequence(true)),
                Sequential.of(Reshape.to(3, 2), Gru.of(2).withBidirectional(true).withResetAfter(true)),
                Sequential.of(Reshape.to(3, 2), SimpleRnn.of(3).withBidirectional(true).withSequence(true)),
                Sequential.of(Reshape.to(3, 2), MultiHeadAttention.of(2).withWidth(4).withCausal(true)),
                Sequential.of(Reshape.to(3, 2), Branches.of(Dense.of(4), Dense.of(3)), MultiHeadAttention.of(2)),
                Sequential.of(Reshape.to(3, 2), TransformerEncoder.of(2, 4).withActivation(Tanh.INSTANCE).withDropout(0.2)),
                Sequential.of(Reshape.to(3, 2), TransformerEncoder.of(1, 4).withActivation(Silu.INSTANCE)
                        .withOrder(TransformerEncoder.Order.PRE_NORM)),
                new Rescale(Tensor.of(new double[] {1, 2, 3, 4, 5, 6}), Tensor.of(new double[] {1, 0.5, 2, 3, 4, 5})),
                Sequential.of(Reshape.to(2, 3), new ChannelShift(List.of(0.5, -1.0))),
                new Whitening(Tensor.of(new double[] {1, 2, 3, 4, 5, 6}),
                        Tensor.of(new double[] {1, 0.5, 2, 3, 4, 5, -1, -0.5, 0, 0.25, 1.5, 2.5}, 6, 2)));
    }

    private static double dot(Tensor a, Tensor b) {
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            sum += a.getDouble(i) * b.getDouble(i);
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("layers")
    void agreesWithDifferences(Layer layer) {
        Tensor x = Draw.normal("x", ROWS, COLUMNS);
        Tensor y = Runs.layer(layer, true, x, Map.of()).get(Network.OUTPUT);
        Tensor cotangent = Draw.normal("cotangent", y.shape().lengths());
        Map<String, Tensor> gradients = Runs.gradients(layer, x, Map.of(), cotangent);
        Map<String, Tensor> weights = Network.of(Input.f32(COLUMNS), layer)
                .init(Runs.ENGINE, 0, DType.F64).weights();
        gradients.forEach((name, gradient) -> {
            if (name.startsWith("d/")) {
                String variable = name.substring(2);
                Tensor at = variable.equals("input") ? x : weights.get(variable);
                Tensor direction = Draw.normal(name, at.shape().lengths());
                double slope = (objective(layer, x, variable, at, direction, H, cotangent)
                        - objective(layer, x, variable, at, direction, -H, cotangent)) / (2 * H);
                assertThat(dot(gradient, direction)).as(variable).isEqualTo(slope, within(1e-7 * (1 + Math.abs(slope))));
            }
        });
        assertThat(gradients).containsKey("d/input");
    }

    /** The weighted sum of the output, some way along a direction of one variable. */
    private static double objective(
            Layer layer, Tensor x, String variable, Tensor at, Tensor direction, double way, Tensor cotangent) {
        double[] moved = at.toDoubles();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += way * direction.getDouble(i);
        }
        Tensor there = Tensor.of(moved, at.shape().lengths());
        Map<String, Tensor> variables = new HashMap<>();
        variables.put(variable, there);
        boolean ofInput = variable.equals("input");
        return dot(Runs.layer(layer, true, ofInput ? there : x, ofInput ? Map.of() : variables).get(Network.OUTPUT), cotangent);
    }
}
