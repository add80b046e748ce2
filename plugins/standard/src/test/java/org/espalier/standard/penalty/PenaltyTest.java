package org.espalier.standard.penalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.espalier.standard.Runs;
import org.espalier.standard.Runs.ValueAndGradient;
import org.espalier.standard.constraint.MaxNorm;
import org.espalier.standard.constraint.NonNegative;
import org.espalier.standard.constraint.UnitNorm;
import org.espalier.tensor.Tensor;
import org.espalier.training.Penalty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PenaltyTest {
    /** Of w = (3, -4, 0). */
    static Stream<Arguments> worked() {
        return Stream.of(
                Arguments.of(L1.of(0.5), 3.5, new double[] {0.5, -0.5, 0}),
                Arguments.of(L2.of(0.5), 12.5, new double[] {3, -4, 0}),
                Arguments.of(HalfL2.of(0.5), 6.25, new double[] {1.5, -2, 0}),
                Arguments.of(ElasticNet.of(0.5, 0.5), 16.0, new double[] {3.5, -4.5, 0}),
                Arguments.of(Lq.of(2, 3), 2 * (27 + 64), new double[] {54, -96, 0}),
                Arguments.of(Lq.of(1, 0.5), Math.sqrt(3) + 2, new double[] {0.5 / Math.sqrt(3), -0.25, 0}));
    }

    @ParameterizedTest
    @MethodSource("worked")
    void hasItsValueAndGradient(Penalty penalty, double value, double[] gradient) {
        ValueAndGradient r = Runs.differentiate(Tensor.of(new double[] {3, -4, 0}), penalty::apply);
        assertThat(r.value()).containsExactly(new double[] {value}, within(1e-13));
        assertThat(r.gradient()).containsExactly(gradient, within(1e-13));
    }

    @Test
    void constraintsBringUnitsBack() {
        // Units are columns: (3, 4) with norm 5 and (0.3, 0.4) with norm 0.5.
        Tensor w = Tensor.of(new double[] {3, 0.3, 4, 0.4}, 2, 2);
        assertThat(Runs.evaluate(w, MaxNorm.of(1)::apply).toDoubles())
                .containsExactly(new double[] {0.6, 0.3, 0.8, 0.4}, within(1e-15));
        assertThat(Runs.evaluate(w, UnitNorm.DEFAULT::apply).toDoubles())
                .containsExactly(new double[] {0.6, 0.6, 0.8, 0.8}, within(1e-15));
        assertThat(Runs.evaluate(w, UnitNorm.DEFAULT.withAxes(1)::apply).toDoubles()[1])
                .isEqualTo(0.3 / Math.sqrt(9.09), within(1e-15));
        assertThat(Runs.evaluate(Tensor.of(new double[] {-1, 0, 2}), NonNegative.INSTANCE::apply).toDoubles())
                .containsExactly(0, 0, 2);
        assertThat(Runs.evaluate(Tensor.of(new double[2], 2, 1), UnitNorm.DEFAULT::apply).toDoubles())
                .containsExactly(0, 0);
    }
}
