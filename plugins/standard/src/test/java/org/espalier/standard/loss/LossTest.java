package org.espalier.standard.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.espalier.standard.Runs;
import org.espalier.standard.Runs.ValueAndGradient;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.training.Loss;
import org.junit.jupiter.api.Test;

/** Values and gradients worked out by hand; the gradient is that of the sum over examples. */
class LossTest {
    private static final Offset<Double> ROUNDING = within(1e-14);
    private static final Offset<Double> SIX_DIGITS = within(5e-7);

    private static ValueAndGradient of(Loss loss, Tensor prediction, Tensor target) {
        return Runs.differentiate(prediction, Map.of("y", target), (f, others) -> loss.perExample(f, others.get("y")));
    }

    private static Tensor column(double... values) {
        return Tensor.of(values, values.length, 1);
    }

    @Test
    void halfSquaredErrorSumsOverOutputsAndHasTheGradientOfItsName() {
        // ½(1 + 4) and ½(9 + 0); f - y
        ValueAndGradient r = of(HalfSquaredError.INSTANCE, Tensor.of(new double[] {1, 2, 3, 4}, 2, 2),
                Tensor.of(new double[] {0, 4, 0, 4}, 2, 2));
        assertThat(r.value()).containsExactly(2.5, 4.5);
        assertThat(r.gradient()).containsExactly(1, -2, 3, 0);
    }

    @Test
    void meanErrorsAverageOverOutputs() {
        Tensor f = Tensor.of(new double[] {1, 2, 3, 4}, 2, 2);
        Tensor y = Tensor.of(new double[] {0, 4, 0, 4}, 2, 2);
        ValueAndGradient squared = of(MeanSquaredError.INSTANCE, f, y);
        assertThat(squared.value()).containsExactly(2.5, 4.5);
        assertThat(squared.gradient()).containsExactly(1, -2, 3, 0);
        ValueAndGradient absolute = of(MeanAbsoluteError.INSTANCE, f, y);
        assertThat(absolute.value()).containsExactly(1.5, 1.5);
        assertThat(absolute.gradient()).containsExactly(0.5, -0.5, 0.5, 0);
    }

    @Test
    void aColumnOfScoresTakesAVectorOfTargetsWithoutBroadcasting() {
        ValueAndGradient r = of(MeanSquaredError.INSTANCE, column(1, 2, 3), Tensor.of(new double[] {0, 0, 0}));
        assertThat(r.value()).containsExactly(1, 4, 9);
    }

    @Test
    void integerTargetsAreConverted() {
        assertThat(of(HalfSquaredError.INSTANCE, column(1, 2), Tensor.of(new int[] {3, 2})).value()).containsExactly(2, 0);
        assertThat(of(Logistic.INSTANCE, column(0), Tensor.of(new long[] {1})).value()).containsExactly(new double[] {Math.log(2)}, ROUNDING);
    }

    @Test
    void logisticHasItsWorkedValues() {
        ValueAndGradient r = of(Logistic.INSTANCE, column(0.7, 0.7), column(1, -1));
        assertThat(r.value()).containsExactly(new double[] {0.403186, 1.103186}, SIX_DIGITS);
        // -y sigmoid(-yf)
        double s = 1 / (1 + Math.exp(-0.7));
        assertThat(r.gradient()).containsExactly(new double[] {s - 1, s}, ROUNDING);
    }

    @Test
    void logisticIsStable() {
        ValueAndGradient r = of(Logistic.INSTANCE, column(1e4, -1e4, 40), column(1, 1, 1));
        assertThat(r.value()[0]).isZero();
        assertThat(r.value()[1]).isEqualTo(1e4);
        assertThat(r.value()[2]).isEqualTo(Math.exp(-40), within(1e-30));
        assertThat(r.gradient()[1]).isEqualTo(-1);
    }

    @Test
    void softmaxCrossEntropyHasItsWorkedValuesAndEqualsLogistic() {
        Tensor f = Tensor.of(new double[] {0.7, 0, 0.7, 0}, 2, 2);
        ValueAndGradient r = of(SoftmaxCrossEntropy.INSTANCE, f, Tensor.of(new int[] {0, 1}));
        assertThat(r.value()).containsExactly(new double[] {0.403186, 1.103186}, SIX_DIGITS);
        assertThat(r.value()).containsExactly(of(Logistic.INSTANCE, column(0.7, 0.7), column(1, -1)).value(), ROUNDING);
        // softmax(f) - y
        double s = 1 / (1 + Math.exp(-0.7));
        assertThat(r.gradient()).containsExactly(new double[] {s - 1, 1 - s, s, -s}, ROUNDING);
    }

    @Test
    void softmaxCrossEntropyTakesOneEncodingAsTheOther() {
        Tensor f = Tensor.of(new double[] {1, 2, 3, 0, -1, 5}, 2, 3);
        double[] byIndex = of(SoftmaxCrossEntropy.INSTANCE, f, Tensor.of(new long[] {2, 0})).value();
        assertThat(of(SoftmaxCrossEntropy.INSTANCE, f, Tensor.of(new double[] {0, 0, 1, 1, 0, 0}, 2, 3)).value())
                .isEqualTo(byIndex);
        assertThat(of(SoftmaxCrossEntropy.INSTANCE, f, Tensor.of(new int[] {2, 0}).to(DType.U8)).value()).isEqualTo(byIndex);
        // log Σ e^f - f_y
        double first = Math.log(Math.exp(1) + Math.exp(2) + Math.exp(3)) - 3;
        assertThat(byIndex[0]).isEqualTo(first, ROUNDING);
    }

    @Test
    void softTargetsWeightTheClasses() {
        Tensor f = Tensor.of(new double[] {1, 3}, 1, 2);
        double z = Math.log(Math.exp(1) + Math.exp(3));
        ValueAndGradient r = of(SoftmaxCrossEntropy.INSTANCE, f, Tensor.of(new double[] {0.25, 0.75}, 1, 2));
        assertThat(r.value()[0]).isEqualTo(0.25 * (z - 1) + 0.75 * (z - 3), ROUNDING);
        assertThat(r.gradient()).containsExactly(new double[] {Math.exp(1 - z) - 0.25, Math.exp(3 - z) - 0.75}, ROUNDING);
    }

    @Test
    void softmaxCrossEntropyIsStableAndAveragesOverPositions() {
        ValueAndGradient r = of(SoftmaxCrossEntropy.INSTANCE, Tensor.of(new double[] {1e4, -1e4, 0, 0}, 1, 2, 2),
                Tensor.of(new int[] {1, 0}, 1, 2));
        assertThat(r.value()).containsExactly(new double[] {(2e4 + Math.log(2)) / 2}, within(1e-10));
        assertThat(r.gradient()).containsExactly(new double[] {0.5, -0.5, -0.25, 0.25}, ROUNDING);
    }

    @Test
    void crossEntropyTakesProbabilities() {
        ValueAndGradient r = of(CrossEntropy.INSTANCE, Tensor.of(new double[] {0.25, 0.75, 1, 0}, 2, 2),
                Tensor.of(new int[] {0, 1}));
        assertThat(r.value()).containsExactly(new double[] {Math.log(4), -Math.log(1e-7)}, ROUNDING);
        assertThat(Arrays.copyOf(r.gradient(), 3)).containsExactly(new double[] {-4, 0, 0}, ROUNDING);
    }

    @Test
    void binaryCrossEntropyAgreesFromLogitsAndFromProbabilities() {
        Tensor f = Tensor.of(new double[] {0.7, -1.2, 0.7, 3}, 2, 2);
        Tensor y = Tensor.of(new double[] {1, 0, 0.3, 1}, 2, 2);
        Tensor p = Tensor.of(Arrays.stream(f.toDoubles()).map(z -> 1 / (1 + Math.exp(-z))).toArray(), 2, 2);
        ValueAndGradient logits = of(BinaryCrossEntropy.FROM_LOGITS, f, y);
        assertThat(logits.value()).containsExactly(of(BinaryCrossEntropy.FROM_PROBABILITIES, p, y).value(), ROUNDING);
        double[] gradient = new double[4];
        for (int i = 0; i < 4; i++) {
            gradient[i] = (p.getDouble(i) - y.getDouble(i)) / 2;
        }
        assertThat(logits.gradient()).containsExactly(gradient, ROUNDING);
    }

    @Test
    void binaryCrossEntropyIsStable() {
        ValueAndGradient r = of(BinaryCrossEntropy.FROM_LOGITS, column(1e4, 1e4, -1e4, 40), column(1, 0, 0, 1));
        assertThat(r.value()[0]).isZero();
        assertThat(r.value()[1]).isEqualTo(1e4);
        assertThat(r.value()[2]).isZero();
        assertThat(r.value()[3]).isEqualTo(Math.exp(-40), within(1e-30));
        assertThat(of(BinaryCrossEntropy.FROM_PROBABILITIES, column(0, 1), column(1, 1)).value())
                .containsExactly(new double[] {-Math.log(1e-7), -Math.log(1 - 1e-7)}, ROUNDING);
    }

    @Test
    void hingeHasNoGradientAtItsKink() {
        ValueAndGradient r = of(Hinge.DEFAULT, column(0.5, 1, 2, -1), column(1, 1, 1, 1));
        assertThat(r.value()).containsExactly(0.5, 0, 0, 2);
        assertThat(r.gradient()).containsExactly(new double[] {-1, 0, 0, -1}, ROUNDING);
        assertThat(of(Hinge.of(3), column(0.5), column(-1)).value()).containsExactly(3.5);
    }

    @Test
    void maxMarginTakesPairsWithoutATarget() {
        Tensor pairs = Tensor.of(new double[] {2, 0.5, 0, 0, 1, 3}, 3, 2);
        ValueAndGradient r = Runs.differentiate(pairs, f -> MaxMargin.DEFAULT.perExample(f, null));
        assertThat(r.value()).containsExactly(0, 1, 3);
        assertThat(r.gradient()).containsExactly(0, 0, -1, 1, -1, 1);
        assertThat(MaxMargin.DEFAULT.usesTarget()).isFalse();
    }

    @Test
    void perceptronCountsZeroAsAMistake() {
        ValueAndGradient r = of(Perceptron.INSTANCE, column(0, 0, 2, -2), column(1, -1, 1, 1));
        assertThat(r.value()).containsExactly(0, 0, 0, 2);
        assertThat(r.gradient()).containsExactly(new double[] {-1, 1, 0, -1}, ROUNDING);
    }

    @Test
    void targetsThatDoNotFitAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(MeanSquaredError.INSTANCE, Tensor.of(new double[6], 2, 3), Tensor.of(new double[2])))
                .withMessage("[MeanSquaredError] the target must be numbers of shape [2,3], one for each output of the"
                        + " prediction f64[2,3], but is f64[2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(HalfSquaredError.INSTANCE, column(1, 2), Tensor.of(new boolean[2])))
                .withMessage("[HalfSquaredError] the target must be numbers of shape [2,1] or [2], one for each output of"
                        + " the prediction f64[2,1], but is bool[2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(SoftmaxCrossEntropy.INSTANCE, Tensor.of(new double[6], 2, 3), Tensor.of(new double[2])))
                .withMessage("[SoftmaxCrossEntropy] the target must be class indices i32[2] (or i64, u8), or a share for"
                        + " each class f64[2,3], but is f64[2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(SoftmaxCrossEntropy.INSTANCE, Tensor.of(new double[2]), Tensor.of(new int[2])))
                .withMessage("[SoftmaxCrossEntropy] the prediction must be [batch,...,classes], but is f64[2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Runs.differentiate(column(1, 2), f -> MaxMargin.DEFAULT.perExample(f, null)))
                .withMessage("[MaxMargin] the prediction must be pairs of scores [batch,2], but is f64[2,1]");
    }
}
