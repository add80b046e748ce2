package org.espalier.standard.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.espalier.nn.Role;
import org.espalier.optim.GradientOptimizer;
import org.espalier.standard.schedule.StepDecay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerTest {
    private static final Offset<Double> ROUNDING = within(1e-13);
    private static final double[] START = {1, 2};
    private static final double[][] GRADIENTS = {{2, -1}, {1, 3}, {-0.5, 0}};

    private static Arguments row(GradientOptimizer optimizer, double... points) {
        return Arguments.of(optimizer, points);
    }

    /** The first three points, worked out apart from this project with the formulas of each optimizer's paper. */
    static Stream<Arguments> firstSteps() {
        return Stream.of(
                row(Sgd.of(0.1), 0.8, 2.1, 0.7, 1.8, 0.75, 1.8),
                row(Momentum.of(0.1), 0.8, 2.1, 0.52, 1.89, 0.318, 1.701),
                row(Momentum.of(0.1).withForm(Momentum.Form.AVERAGE), 0.98, 2.01, 0.952, 1.989, 0.9318, 1.9701),
                row(Nesterov.of(0.1), 0.62, 2.19, 0.268, 1.701, 0.1362, 1.5309),
                row(AdaGrad.of(0.1), 0.90000000125, 2.0999999950000006, 0.8552786421472178, 2.005131665669291,
                        0.8771004309629905, 2.005131665669291),
                row(AdaGrad.of(0.1).withEpsilon(1e-5, Epsilon.OUTSIDE_ROOT), 0.9000004999975, 2.09999900001,
                        0.8552793404466098, 2.005130970204, 0.8771010342325295, 2.005130970204),
                row(RmsProp.of(0.1), 0.6837722839831541, 2.3162276660168697, 0.5363303495673842, 2.014716351742133,
                        0.611793977236987, 2.014716351742133),
                row(RmsProp.of(0.1).withEpsilon(1e-5, Epsilon.INSIDE_ROOT), 0.683776186756123, 2.3162119558142926,
                        0.5363358332050546, 2.0147021340095614, 0.6117986127841109, 2.0147021340095614),
                row(RmsProp.of(0.1).withEpsilon(1e-2, Epsilon.INSIDE_ROOT).withCentred(true), 0.6712020253892854,
                        2.316227766016838, 0.5114013323641371, 2.0093856112188315, 0.5896605734439807,
                        2.0093856112188315),
                row(RmsProp.of(0.1).withMomentum(0.5), 0.6837722839831541, 2.3162276660168697, 0.3782164915589613,
                        2.172830184750568, 0.30090222301646774, 2.101131444117417),
                row(AdaDelta.DEFAULT, 0.9955278752252984, 2.004472091234311, 0.9926411335018127, 1.9984570708689058,
                        0.9942096150623714, 1.9984570708689058),
                row(Adam.of(0.1), 0.9000000005, 2.099999999, 0.8067820372085103, 2.0505810158912556,
                        0.7504158999804385, 2.0123799987550153),
                row(Adam.of(0.1).withBiasCorrection(false), 0.683772283983154, 2.3162276660168697, 0.287634055545977,
                        2.1062171862314023, 0.008608447073119252, 1.9171131787803868),
                row(AdamW.of(0.1), 0.8990000005, 2.0979999990000002, 0.8048830372080104, 2.0464830158922562,
                        0.7477120169427306, 2.0062355157401233),
                row(AdamW.of(0.1).withWeightDecay(0.5).withBetas(0.8, 0.99).withEpsilon(1e-3), 0.8500499750124937,
                        1.9999000999001, 0.7161126712776392, 1.8453795292273396, 0.6312183119599742,
                        1.7136039118306376));
    }

    @ParameterizedTest
    @MethodSource("firstSteps")
    void makesItsFirstSteps(GradientOptimizer optimizer, double[] points) {
        assertThat(Descent.path(optimizer, START, GRADIENTS)).containsExactly(points, ROUNDING);
    }

    @Test
    void adamsFirstStepIsTheLearningRateWithCorrectionAndLongerWithout() {
        for (double g : new double[] {1e-3, 1, 1e3}) {
            Descent corrected = Descent.withGiven(Adam.of(0.01).withEpsilon(1e-30), 0);
            corrected.update(g);
            assertThat(corrected.point()[0]).isEqualTo(-0.01, within(1e-15));
            Descent plain = Descent.withGiven(Adam.of(0.01).withEpsilon(1e-30).withBiasCorrection(false), 0);
            plain.update(g);
            assertThat(plain.point()[0]).isEqualTo(-0.0316228, within(5e-8));
        }
    }

    @Test
    void adamsCorrectionStaysExactAfterManySteps() {
        Descent d = Descent.withGiven(Adam.of(1e-3).withBetas(0.9, 0.99999), 0);
        for (int i = 0; i < 50; i++) {
            d.update(1);
        }
        // A constant gradient: m̂ = 1 and v̂ = 1 in every step.
        assertThat(d.point()[0]).isEqualTo(-0.05, within(1e-9));
    }

    @Test
    void schedulesTakeEffect() {
        Descent d = Descent.withGiven(Sgd.of(StepDecay.of(1).everySteps(2)), 0);
        d.update(1);
        d.update(1);
        d.update(1);
        assertThat(d.point()).containsExactly(-2.5);
    }

    /** A quadratic of two dims with curvatures 1 and 10. */
    private static final double[] CURVATURE = {1, 10};

    @Test
    void nesterovEqualsTheFormThatLooksAhead() {
        Descent d = Descent.of(Nesterov.of(0.02).withMomentum(0.8), new double[] {3, -2},
                w -> w.mul(w).mul(w.ops().constant(org.espalier.tensor.Tensor.of(CURVATURE))).sum().mul(0.5));
        double[] theta = {3, -2};
        double[] v = {0, 0};
        for (int step = 0; step < 40; step++) {
            d.update();
            for (int i = 0; i < 2; i++) {
                double ahead = theta[i] + 0.8 * v[i];
                v[i] = 0.8 * v[i] - 0.02 * CURVATURE[i] * ahead;
                theta[i] += v[i];
            }
            // What is kept as parameters is where the next gradient is taken.
            assertThat(d.point()).containsExactly(new double[] {theta[0] + 0.8 * v[0], theta[1] + 0.8 * v[1]}, ROUNDING);
            assertThat(d.slot("velocity")).containsExactly(v, ROUNDING);
        }
    }

    @Test
    void averagedMomentumIsClassicMomentumWithAShorterStep() {
        double[] classic = Descent.path(Momentum.of(0.01), START, GRADIENTS);
        double[] average = Descent.path(Momentum.of(0.1).withForm(Momentum.Form.AVERAGE), START, GRADIENTS);
        assertThat(average).containsExactly(classic, ROUNDING);
    }

    @Test
    void clippingByValueLimitsEachElement() {
        assertThat(Descent.path(Sgd.of(1).with(ClipByValue.of(0.5)), START, GRADIENTS))
                .containsExactly(0.5, 2.5, 0, 2, 0.5, 2);
        assertThat(Descent.path(Sgd.of(1).with(new ClipByValue(-1, 0.25)), START, GRADIENTS))
                .containsExactly(0.75, 3, 0.5, 2.75, 1, 2.75);
    }

    @Test
    void clippingByNormKeepsTheDirection() {
        double[][] gradients = {{3, 4}, {0.3, 0.4}, {0, 0}};
        for (var clip : new org.espalier.optim.GradientTransformation[] {ClipByNorm.of(1), ClipByGlobalNorm.of(1)}) {
            assertThat(Descent.path(Sgd.of(1).with(clip), new double[2], gradients))
                    .containsExactly(new double[] {-0.6, -0.8, -0.9, -1.2, -0.9, -1.2}, ROUNDING);
        }
    }

    @Test
    void weightDecayIsDecoupledAndComesAfter() {
        // Adam's first step is the learning rate, whatever the weight; decay takes ηλθ beside it.
        Descent d = Descent.withGiven(Adam.of(0.1).with(WeightDecay.of(0.5)), 2);
        d.update(7);
        assertThat(d.point()[0]).isEqualTo(2 - 0.1 - 0.1 * 0.5 * 2, within(1e-9));
        Descent others = Descent.withGiven(Sgd.of(0.1).with(WeightDecay.of(0.5).withRoles(Role.BIAS)), 2);
        others.update(0);
        assertThat(others.point()).containsExactly(2);
    }

    @Test
    void adamWIsAdamWithDecayBesideIt() {
        GradientOptimizer chained = Adam.of(0.1).with(WeightDecay.of(0.3));
        assertThat(Descent.path(AdamW.of(0.1).withWeightDecay(0.3), START, GRADIENTS))
                .containsExactly(Descent.path(chained, START, GRADIENTS));
        // From 2 with a gradient of 7: Adam's first step is the learning rate, and ηλθ = 0.1 * 0.3 * 2 beside it.
        Descent first = Descent.withGiven(AdamW.of(0.1).withWeightDecay(0.3), 2);
        first.update(7);
        assertThat(first.point()[0]).isEqualTo(2 - 0.1 - 0.06, within(1e-9));
        Descent others = Descent.withGiven(AdamW.of(0.1).withWeightDecay(0.3).withRoles(Role.BIAS, Role.NORM), 2);
        others.update(7);
        assertThat(others.point()[0]).isEqualTo(2 - 0.1, within(1e-9));
    }

    @Test
    void scaleByFanInDividesByTheRootOfTheInputs() {
        // A vector of four counts as four inputs.
        Descent d = Descent.withGiven(Sgd.of(1).with(ScaleByFanIn.INSTANCE), 0, 0, 0, 0);
        d.update(2, 4, 6, 8);
        assertThat(d.point()).containsExactly(-1, -2, -3, -4);
    }
}
