package org.espalier.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.nn.UnaryLayer;
import org.espalier.plugin.DataException;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ClassifyTest {
    /** A network whose scores are its inputs. */
    private static Model scores(long... shape) {
        return Network.of(Input.f32(shape), (UnaryLayer) (scope, x) -> x).init(Runs.ENGINE, 0);
    }

    @Test
    void theGreatestScoreDecidesAndTheFirstOfEquals() {
        Tensor three = Tensor.of(new float[][] {{0.1f, 0.7f, 0.2f}, {-3, -2, -1}, {5, 5, 1}, {Float.NEGATIVE_INFINITY, 0, 0}});
        assertThat(scores(3).classify(three)).containsExactly(1, 2, 0, 1);
    }

    @Test
    void aSingleScoreDecidesByItsSign() {
        assertThat(scores(1).classify(Tensor.of(new float[][] {{-0.5f}, {0}, {1e-30f}}))).containsExactly(0, 0, 1);
    }

    @Test
    void whatDecidesNothingIsNamed() {
        assertThatThrownBy(() -> scores(2).classify(Tensor.of(new float[][] {{1, 2}, {0, Float.NaN}})))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("score 1 of example 1 is NaN");
        assertThatThrownBy(() -> scores(2, 2).classify(Tensor.of(new float[] {1, 2, 3, 4}, 1, 2, 2)))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith("[batch,classes], but the output is f32[1,2,2]");
    }
}
