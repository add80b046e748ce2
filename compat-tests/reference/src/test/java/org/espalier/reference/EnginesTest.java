package org.espalier.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.onnx.global.onnx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The engines that we are compared with answer, in one JVM and in the way the comparisons rely on. */
class EnginesTest {

    @Test
    void sameDiffDifferentiatesTanhOfAProduct() {
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.var("x", Nd4j.createFromArray(new double[][] {{2, 0}, {0, 2}}));
        SDVariable w = graph.var("w", Nd4j.createFromArray(new double[][] {{0.25, 0}, {0, 0.25}}));
        graph.math.tanh(x.mmul(w)).sum().markAsLoss();

        Map<String, INDArray> gradients = graph.calculateGradients(null, "x", "w");

        // With s = 1 - tanh²(0.5): the cotangent of x·w is [[s, 1], [1, s]].
        double slope = 1 - Math.tanh(0.5) * Math.tanh(0.5);
        assertThat(gradients.get("x").ravel().toDoubleVector())
                .containsExactly(new double[] {0.25 * slope, 0.25, 0.25, 0.25 * slope}, within(1e-12));
        assertThat(gradients.get("w").ravel().toDoubleVector())
                .containsExactly(new double[] {2 * slope, 2, 2, 2 * slope}, within(1e-12));
    }

    @Test
    void onnxCheckerRejectsWhatIsNoModel(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("broken.onnx"), new byte[] {(byte) 0xff, 1, 2, 3});

        assertThatThrownBy(() -> onnx.check_model(file.toString(), false, false, false))
                .hasMessageContaining("proto");
    }
}
