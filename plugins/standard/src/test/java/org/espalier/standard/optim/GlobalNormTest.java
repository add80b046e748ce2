package org.espalier.standard.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.espalier.core.fit.Training;
import org.espalier.core.fit.TrainingStep;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.data.Batch;
import org.espalier.data.Dataset;
import org.espalier.optim.GradientTransformation;
import org.espalier.standard.Runs;
import org.espalier.standard.initializer.Zeros;
import org.espalier.standard.layer.Dense;
import org.espalier.standard.loss.HalfSquaredError;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Two parameters, for which the norm of each and the norm of both differ. */
class GlobalNormTest {
    /** From zeros with x = 2 and y = -1.5: δ = 1.5, dW = 3, db = 1.5. */
    private static Model after(GradientTransformation clip) {
        Model model = Network.of(Input.f32(1), Dense.of(1).withKernel(Zeros.INSTANCE)).init(Runs.ENGINE, 0, DType.F64);
        TrainingStep step = new TrainingStep(model, Training.of(HalfSquaredError.INSTANCE, Sgd.of(1).with(clip)),
                Dataset.of(Tensor.of(new double[] {2}, 1, 1), Tensor.of(new double[] {-1.5}, 1, 1)).fields());
        step.update(new Batch(Map.of(Dataset.INPUT, Tensor.of(new double[] {2}, 1, 1),
                Dataset.TARGET, Tensor.of(new double[] {-1.5}, 1, 1))), 1);
        return model;
    }

    @Test
    void byNormScalesEachForItself() {
        Model m = after(ClipByNorm.of(2));
        assertThat(m.weight("weight").item()).isEqualTo(-2, within(1e-15));
        assertThat(m.weight("bias").item()).isEqualTo(-1.5, within(1e-15));
    }

    @Test
    void byGlobalNormScalesAllByOneFactor() {
        Model m = after(ClipByGlobalNorm.of(2));
        double factor = 2 / Math.sqrt(9 + 2.25);
        assertThat(m.weight("weight").item()).isEqualTo(-3 * factor, within(1e-15));
        assertThat(m.weight("bias").item()).isEqualTo(-1.5 * factor, within(1e-15));
    }
}
