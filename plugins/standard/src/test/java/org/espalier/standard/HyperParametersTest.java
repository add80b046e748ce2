package org.espalier.standard;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.espalier.standard.activation.Elu;
import org.espalier.standard.activation.Identity;
import org.espalier.standard.activation.LeakyRelu;
import org.espalier.standard.activation.SplitActivation;
import org.espalier.standard.callback.EarlyStopping;
import org.espalier.standard.callback.ReduceOnPlateau;
import org.espalier.standard.initializer.HeNormal;
import org.espalier.standard.initializer.Normal;
import org.espalier.standard.initializer.Orthogonal;
import org.espalier.standard.initializer.Uniform;
import org.espalier.standard.layer.BatchNormalization;
import org.espalier.standard.layer.Dense;
import org.espalier.standard.layer.Dropout;
import org.espalier.standard.layer.LayerNormalization;
import org.espalier.standard.layer.Named;
import org.espalier.standard.layer.Rbf;
import org.espalier.standard.layer.Residual;
import org.espalier.standard.layer.attention.MultiHeadAttention;
import org.espalier.standard.layer.attention.TransformerEncoder;
import org.espalier.standard.layer.conv.AveragePool;
import org.espalier.standard.layer.conv.Conv;
import org.espalier.standard.layer.conv.MaxPool;
import org.espalier.standard.layer.conv.Padding;
import org.espalier.standard.layer.sequence.CellActivation;
import org.espalier.standard.layer.sequence.Embedding;
import org.espalier.standard.layer.sequence.Gru;
import org.espalier.standard.layer.sequence.Lstm;
import org.espalier.standard.layer.sequence.PositionalEmbedding;
import org.espalier.standard.loss.Hinge;
import org.espalier.standard.loss.MaxMargin;
import org.espalier.standard.metric.TopKAccuracy;
import org.espalier.standard.optim.AdaGrad;
import org.espalier.standard.optim.Adam;
import org.espalier.standard.optim.AdamW;
import org.espalier.standard.optim.ClipByGlobalNorm;
import org.espalier.standard.optim.ClipByValue;
import org.espalier.standard.optim.Epsilon;
import org.espalier.standard.optim.Momentum;
import org.espalier.standard.optim.RmsProp;
import org.espalier.standard.optim.ScaleRate;
import org.espalier.standard.optim.Selected;
import org.espalier.standard.optim.Sgd;
import org.espalier.standard.optim.WeightDecay;
import org.espalier.standard.optim.objective.Lbfgs;
import org.espalier.standard.optim.objective.Newton;
import org.espalier.standard.penalty.HalfL2;
import org.espalier.standard.penalty.Lq;
import org.espalier.standard.preprocessing.MinMax;
import org.espalier.standard.preprocessing.Rescale;
import org.espalier.standard.schedule.ConstantRate;
import org.espalier.standard.schedule.Cosine;
import org.espalier.standard.schedule.Join;
import org.espalier.standard.schedule.StepDecay;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HyperParametersTest {
    private static Arguments wrong(String message, ThrowingCallable call) {
        return Arguments.of(message, call);
    }

    static Stream<Arguments> wrongOnes() {
        ConstantRate rate = ConstantRate.of(1);
        return Stream.of(
                wrong("[Dense] units must be at least 1, but is 0", () -> Dense.of(0)),
                wrong("[Dense] activation must be given, but is null", () -> Dense.of(1, null)),
                wrong("[Dropout] rate must be at least 0 and below 1, but is 1.0", () -> Dropout.of(1)),
                wrong("[Dropout] rate must be at least 0 and below 1, but is NaN", () -> Dropout.of(Double.NaN)),
                wrong("[BatchNormalization] momentum must be at least 0 and below 1, but is 1.0",
                        () -> BatchNormalization.DEFAULT.withMomentum(1)),
                wrong("[LayerNormalization] epsilon must be a finite number of at least 0, but is -1.0",
                        () -> LayerNormalization.DEFAULT.withEpsilon(-1)),
                wrong("[Residual] body must be a list of at least one element, but is []", Residual::of),
                wrong("[Named] name must be a text without '/', but is 'a/b'", () -> Named.of("a/b", Identity.INSTANCE)),
                wrong("[Rbf] centres must be of one length, but is [2, 1]", () -> Rbf.at(new double[][] {{1, 2}, {3}}, 1)),
                wrong("[Conv] filters must be at least 1, but is 0", () -> Conv.of(0, 3)),
                wrong("[Conv] filters must be a multiple of the 2 groups, but is 3", () -> Conv.of(3, 3).withGroups(2)),
                wrong("[Conv] kernel must be a list of at least one element, but is []", () -> Conv.of(1)),
                wrong("[Conv] kernel must be one to three lengths of at least 1, but is [3, 0]", () -> Conv.of(1, 3, 0)),
                wrong("[Conv] strides must be a number of at least 1 for each axis of the kernel [3, 3], but is [0, 0]",
                        () -> Conv.of(1, 3, 3).withStrides(0)),
                wrong("[Conv] dilations must be a number of at least 1 for each axis of the kernel [3], but is [1, 2]",
                        () -> Conv.of(1, 3).withDilations(1, 2)),
                wrong("[MaxPool] padding must be one number, one an axis or two an axis of the kernel [2, 2], but is [1, 1, 1]",
                        () -> MaxPool.of(2, 2).withPadding(Padding.of(1, 1, 1))),
                wrong("[AveragePool] padding must be given, but is null", () -> AveragePool.of(2).withPadding(null)),
                wrong("[Padding] pads must be at least 0, but is [-1]", () -> Padding.of(-1)),
                wrong("[Padding] pads must be empty with the mode SAME, but is [1]",
                        () -> new Padding(Padding.Mode.SAME, List.of(1))),
                wrong("[Embedding] vocabulary must be at least 1, but is 0", () -> Embedding.of(0, 1)),
                wrong("[PositionalEmbedding] length must be at least 1, but is 0", () -> PositionalEmbedding.of(0)),
                wrong("[Lstm] units must be at least 1, but is 0", () -> Lstm.of(0)),
                wrong("[Lstm] forgetBias must be a finite number, but is NaN", () -> Lstm.of(1).withForgetBias(Double.NaN)),
                wrong("[Gru] gateActivation must be given, but is null",
                        () -> Gru.of(1).withActivations(CellActivation.TANH, null)),
                wrong("[MultiHeadAttention] width must be a multiple of the 3 heads, but is 4",
                        () -> MultiHeadAttention.of(3).withWidth(4)),
                wrong("[TransformerEncoder] dropout must be at least 0 and below 1, but is 1.0",
                        () -> TransformerEncoder.of(1, 1).withDropout(1)),
                wrong("[AdamW] weightDecay must be a finite number of at least 0, but is -1.0",
                        () -> AdamW.DEFAULT.withWeightDecay(-1)),
                wrong("[AdamW] roles must be a list of at least one element, but is []", () -> AdamW.DEFAULT.withRoles()),
                wrong("[LeakyRelu] slope must be above 0 and below 1, but is 1.0", () -> LeakyRelu.of(1)),
                wrong("[Elu] alpha must be a finite number above 0, but is 0.0", () -> Elu.of(0)),
                wrong("[SplitActivation] units must be at least 1, but is 0", () -> SplitActivation.of(0, Identity.INSTANCE)),
                wrong("[Uniform] range must be a finite number above 0, but is -0.1", () -> Uniform.of(-0.1)),
                wrong("[Normal] deviation must be a finite number above 0, but is 0.0", () -> Normal.of(0)),
                wrong("[HeNormal] mode must be given, but is null", () -> HeNormal.by(null)),
                wrong("[Hinge] margin must be a finite number above 0, but is 0.0", () -> Hinge.of(0)),
                wrong("[MaxMargin] margin must be a finite number above 0, but is Infinity",
                        () -> MaxMargin.of(Double.POSITIVE_INFINITY)),
                wrong("[TopKAccuracy] k must be at least 1, but is 0", () -> TopKAccuracy.of(0)),
                wrong("[ConstantRate] rate must be a finite number above 0, but is -0.1", () -> Sgd.of(-0.1)),
                wrong("[Momentum] momentum must be at least 0 and below 1, but is 1.0", () -> Momentum.of(1).withMomentum(1)),
                wrong("[Adam] beta2 must be at least 0 and below 1, but is 1.5", () -> Adam.DEFAULT.withBetas(0.9, 1.5)),
                wrong("[Adam] epsilon must be a finite number above 0, but is 0.0", () -> Adam.DEFAULT.withEpsilon(0)),
                wrong("[AdaGrad] placement must be given, but is null", () -> AdaGrad.of(1).withEpsilon(1, null)),
                wrong("[RmsProp] rho must be at least 0 and below 1, but is -0.5", () -> RmsProp.of(1).withRho(-0.5)),
                wrong("[RmsProp] epsilon must be a finite number above 0, but is 0.0",
                        () -> RmsProp.of(1).withEpsilon(0, Epsilon.INSIDE_ROOT)),
                wrong("[Newton] damping must be a finite number of at least 0, but is -1.0", () -> Newton.DEFAULT.withDamping(-1)),
                wrong("[Lbfgs] memory must be at least 1, but is 0", () -> Lbfgs.DEFAULT.withMemory(0)),
                wrong("[Orthogonal] gain must be a finite number above 0, but is 0.0", () -> Orthogonal.of(0)),
                wrong("[ScaleRate] factor must be a finite number of at least 0, but is -1.0", () -> ScaleRate.of(-1)),
                wrong("[Selected] roles must be a list of at least one element, but is []",
                        () -> Selected.of("**", ScaleRate.of(1)).withRoles()),
                wrong("[ClipByValue] least must be a finite number below 0, but is 1.0", () -> new ClipByValue(1, 2)),
                wrong("[ClipByGlobalNorm] norm must be a finite number above 0, but is 0.0", () -> ClipByGlobalNorm.of(0)),
                wrong("[WeightDecay] roles must be a list of at least one element, but is []",
                        () -> WeightDecay.of(0.1).withRoles()),
                wrong("[HalfL2] lambda must be a finite number of at least 0, but is -1.0", () -> HalfL2.of(-1)),
                wrong("[Lq] q must be a finite number above 0, but is 0.0", () -> Lq.of(1, 0)),
                wrong("[MinMax] high must be above low = 1.0, but is 1.0", () -> MinMax.to(1, 1)),
                wrong("[Rescale] scale must be finite and not 0, but is 0.0",
                        () -> new Rescale(Tensor.of(new double[1]), Tensor.of(new double[1]))),
                wrong("[Cosine] decaySteps must be at least 1, but is 0", () -> Cosine.of(1, 0)),
                wrong("[StepDecay] every must be at least 1, but is 0", () -> StepDecay.of(1).everyEpochs(0)),
                wrong("[Join] boundaries must be rising from above 0, but is [5, 5]", () -> Join.of(rate, 5, rate).then(5, rate)),
                wrong("[EarlyStopping] patience must be at least 1, but is 0", () -> EarlyStopping.of(0)),
                wrong("[ReduceOnPlateau] factor must be above 0 and below 1, but is 1.0", () -> ReduceOnPlateau.of(1, 5)));
    }

    @ParameterizedTest
    @MethodSource("wrongOnes")
    void aWrongOneIsNamed(String message, ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }
}
