package org.espalier.core.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.backend.Buffer;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Graph;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;

class GradientCheckTest {
    private static final Registry REGISTRY = Registry.discover();
    private static final Tensor X = Tensor.of(new double[] {0.1, -0.7, 1.3, 0.4, 2.5, -1.1}, 2, 3);
    private static final Tensor W = Tensor.of(new double[] {0.5, -0.2, 0.3, 0.8, -0.6, 0.9}, 3, 2);

    private static Graph layer(DType dtype) {
        GraphBuilder b = REGISTRY.graphBuilder();
        Value x = b.input("x", new TensorType(dtype, X.shape()));
        Value w = b.input("w", new TensorType(dtype, W.shape()));
        Value y = x.matmul(w).tanh();
        return b.build(new TreeMap<>(Map.of("loss", y.square().sum(), "y", y)));
    }

    private static final Map<String, Tensor> POINT = Map.of("x", X, "w", W);

    @Test
    void rightGradientsPass() {
        GradientReport report = GradientCheck.of(REGISTRY, layer(DType.F64), "loss").run(POINT, List.of("w", "x")).require(1e-8);
        assertThat(report.entries()).extracting(GradientReport.Entry::name).containsExactly("w", "x");
        assertThat(report.entries()).extracting(GradientReport.Entry::checked).containsExactly(6, 6);
        assertThat(report.largestRelativeError()).isLessThan(1e-8);
        double loss = 0;
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                double z = 0;
                for (int k = 0; k < 3; k++) {
                    z += X.getDouble(3 * i + k) * W.getDouble(2 * k + j);
                }
                loss += Math.tanh(z) * Math.tanh(z);
            }
        }
        assertThat(report.objective()).isCloseTo(loss, org.assertj.core.api.Assertions.within(1e-14));
    }

    /** An op whose rule forgets a factor. */
    private static Graph forgetful() {
        Op cube = Op.define("test.Cube", (in, attributes) -> List.of(in.get(0)))
                .decomposition((ops, in, attributes) -> List.of(in.get(0).square().mul(in.get(0))))
                .vjp((ops, attributes, in, out, c) -> List.of(c.get(0).mul(in.get(0).square())))
                .build();
        GraphBuilder b = REGISTRY.graphBuilder();
        Value x = b.input("x", X.type());
        return b.build(Map.of("loss", b.apply(cube, List.of(x), org.espalier.graph.Attributes.none()).get(0).sum()));
    }

    @Test
    void aWrongGradientIsFoundAndNamed() {
        GradientReport report = GradientCheck.of(REGISTRY, forgetful(), "loss").run(POINT, List.of("x"));
        GradientReport.Entry e = report.entry("x");
        // A third of what it should be: the error is two thirds, worst where x is largest.
        assertThat(e.relativeError()).isCloseTo(2 / 3.0, org.assertj.core.api.Assertions.within(1e-8));
        assertThat(e.worst()).isEqualTo(4);
        assertThat(e.analytic()).isEqualTo(6.25);
        assertThat(report.passed(1e-6)).isFalse();
        assertThatThrownBy(() -> report.require(1e-6)).isInstanceOf(EspalierException.class)
                .hasMessageContaining("1 of 1").hasMessageContaining("x ").hasMessageContaining("6.25");
    }

    @Test
    void memoryHoldsTheSameBitsAfterwards() {
        Map<String, Buffer> memory = Map.of("x", Buffer.of(X), "w", Buffer.of(W));
        GradientCheck.of(REGISTRY, layer(DType.F64), "loss").oneSided().runOn(memory, List.of("w", "x"));
        assertThat(memory.get("x").toTensor(X.type())).isEqualTo(X);
        assertThat(memory.get("w").toTensor(W.type())).isEqualTo(W);
    }

    @Test
    void aStepOfItsOwnForEachCoordinateAndFewCoordinates() {
        GradientReport report = GradientCheck.of(REGISTRY, layer(DType.F64), "loss")
                .withSteps((name, i, value) -> 1e-5 * Math.max(1, Math.abs(value)))
                .withAtMost(2)
                .run(POINT, List.of("w"));
        assertThat(report.require(1e-8).entry("w").checked()).isEqualTo(2);
    }

    @Test
    void misuses() {
        assertThatThrownBy(() -> GradientCheck.of(REGISTRY, layer(DType.F32), "loss"))
                .hasMessageContaining("scalar in f64").hasMessageContaining("f32[]");
        assertThatThrownBy(() -> GradientCheck.of(REGISTRY, layer(DType.F64), "y")).hasMessageContaining("f64[2,2]");
        GradientCheck check = GradientCheck.of(REGISTRY, layer(DType.F64), "loss");
        assertThatThrownBy(() -> check.run(Map.of("x", X), List.of("x"))).hasMessageContaining("'w'").hasMessageContaining("nothing");
        assertThatThrownBy(() -> check.withStep(0).run(POINT, List.of("x"))).hasMessageContaining("more than 0");
        assertThatThrownBy(() -> check.run(POINT, List.of("x")).entry("w")).hasMessageContaining("no entry 'w'");
    }
}
