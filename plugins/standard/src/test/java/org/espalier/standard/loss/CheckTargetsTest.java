package org.espalier.standard.loss;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.espalier.backend.Buffer;
import org.espalier.plugin.DataException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.espalier.training.Loss;
import org.junit.jupiter.api.Test;

class CheckTargetsTest {
    private static TensorType prediction(long... afterBatch) {
        return new TensorType(DType.F32, Shape.of(Dim.of("batch")).concat(Shape.of(afterBatch)));
    }

    private static void check(Loss loss, TensorType prediction, Tensor targets) {
        loss.checkTargets(prediction, Buffer.of(targets), targets.size());
    }

    @Test
    void aClassIndexOutOfRangeIsNamedWithItsRow() {
        int[] labels = new int[20];
        labels[17] = 12;
        assertThatThrownBy(() -> check(SoftmaxCrossEntropy.INSTANCE, prediction(10), Tensor.of(labels)))
                .isInstanceOf(DataException.class)
                .hasMessage("[SoftmaxCrossEntropy] class index 12 must be within 0..9, at row 17");
        labels[17] = -1;
        assertThatThrownBy(() -> check(CrossEntropy.INSTANCE, prediction(10), Tensor.of(labels)))
                .hasMessage("[CrossEntropy] class index -1 must be within 0..9, at row 17");
        labels[17] = 9;
        assertThatCode(() -> check(SoftmaxCrossEntropy.INSTANCE, prediction(10), Tensor.of(labels)))
                .doesNotThrowAnyException();
    }

    @Test
    void aClassIndexInASequenceIsNamedWithItsColumn() {
        Tensor labels = Tensor.of(new long[] {0, 1, 2, 0, 3, 1}, 2, 3);
        assertThatThrownBy(() -> check(SoftmaxCrossEntropy.INSTANCE, prediction(3, 3), labels))
                .hasMessage("[SoftmaxCrossEntropy] class index 3 must be within 0..2, at row 1, column 1");
    }

    @Test
    void onlyTheGivenCountIsLookedAt() {
        Tensor labels = Tensor.of(new int[] {0, 1, 99});
        assertThatCode(() -> SoftmaxCrossEntropy.INSTANCE.checkTargets(prediction(10), Buffer.of(labels), 2))
                .doesNotThrowAnyException();
    }

    @Test
    void sharesMustBeSharesThatAddUpToOne() {
        assertThatCode(() -> check(SoftmaxCrossEntropy.INSTANCE, prediction(2), Tensor.of(new float[] {1, 0, 0.3f, 0.7f}, 2, 2)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check(SoftmaxCrossEntropy.INSTANCE, prediction(2), Tensor.of(new float[] {1, 0, 1, 1}, 2, 2)))
                .hasMessage("[SoftmaxCrossEntropy] sum of class shares 2.0 must be 1, at row 1, column 0");
        assertThatThrownBy(() -> check(SoftmaxCrossEntropy.INSTANCE, prediction(2), Tensor.of(new double[] {1, 0, -1, 2}, 2, 2)))
                .hasMessage("[SoftmaxCrossEntropy] class share -1.0 must be within 0..1, at row 1, column 0");
    }

    @Test
    void labelsOfSignLossesAreMinusOneOrOne() {
        for (Loss loss : new Loss[] {Logistic.INSTANCE, Hinge.DEFAULT, Perceptron.INSTANCE}) {
            String name = loss.getClass().getSimpleName();
            assertThatCode(() -> check(loss, prediction(1), Tensor.of(new int[] {-1, 1}))).doesNotThrowAnyException();
            assertThatThrownBy(() -> check(loss, prediction(1), Tensor.of(new int[] {-1, 0})))
                    .isInstanceOf(DataException.class)
                    .hasMessage("[" + name + "] label 0.0 must be -1 or 1, at row 1");
        }
    }

    @Test
    void binaryTargetsAreWithinZeroAndOne() {
        assertThatThrownBy(() -> check(BinaryCrossEntropy.FROM_LOGITS, prediction(2), Tensor.of(new float[] {0, 1, 0.5f, -1}, 2, 2)))
                .isInstanceOf(DataException.class)
                .hasMessage("[BinaryCrossEntropy] target -1.0 must be within 0..1, at row 1, column 1");
    }

    @Test
    void notANumberIsNamed() {
        Tensor targets = Tensor.of(new float[] {1, 2, Float.NaN}, 3, 1);
        for (Loss loss : new Loss[] {HalfSquaredError.INSTANCE, MeanSquaredError.INSTANCE, MeanAbsoluteError.INSTANCE}) {
            assertThatThrownBy(() -> check(loss, prediction(1), targets))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("target NaN must be a finite number, at row 2");
        }
    }
}
