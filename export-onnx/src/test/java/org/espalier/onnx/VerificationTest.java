package org.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.espalier.export.OnnxRunner;
import org.espalier.plugin.ExportException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a verification compares, with a runtime that a test makes up. */
class VerificationTest {
    @TempDir
    Path folder;

    private final List<Map<String, Tensor>> seen = new ArrayList<>();
    private OnnxExport export;
    private Path file;

    /** The model gives twice its input; the file is said to give what the function makes of that. */
    private Verification answering(UnaryOperator<Tensor> found) {
        return export.verification().runner(new OnnxRunner() {
            @Override
            public String description() {
                return "Made up 1.0";
            }

            @Override
            public Map<String, Tensor> run(Path model, Map<String, Tensor> inputs) {
                seen.add(inputs);
                return Map.of("y", found.apply(twice(inputs.get("x"))));
            }
        });
    }

    private static Tensor twice(Tensor x) {
        double[] values = x.toDoubles();
        for (int i = 0; i < values.length; i++) {
            values[i] *= 2;
        }
        return Tensor.rounded(x.type(), values);
    }

    private static Tensor changed(Tensor t, int at, double value) {
        double[] values = t.toDoubles();
        values[at] = value;
        return Tensor.rounded(t.type(), values);
    }

    @BeforeEach
    void network() {
        Exporting e = new Exporting();
        e.output("y", e.input("x", 3).mul(2));
        export = e.forward(in -> Map.of("y", twice(in.get("x")))).export();
        file = folder.resolve("m.onnx");
        export.write(file);
    }

    @Test
    void itRunsBatchesOfOneAndSeven() {
        VerificationReport report = answering(y -> y).run(file);

        assertThat(seen).extracting(m -> m.get("x").type().toString()).containsExactly("f32[1,3]", "f32[7,3]");
        assertThat(report.maxDifference()).isZero();
        assertThat(report).hasToString(file + ": verified with Made up 1.0, |d| <= 1.0E-5 + 1.0E-5·|y|\n"
                + "  y, batch=1: largest difference 0.0 of 3 numbers\n"
                + "  y, batch=7: largest difference 0.0 of 21 numbers\n");
    }

    @Test
    void itReportsTheLargestDifference() {
        VerificationReport report = answering(y -> changed(y, 2, y.getDouble(2) + 0x1p-18)).run(file);

        assertThat(report.maxDifference()).isBetween(0x1p-18 * 0.9, 0x1p-18 * 1.1);
    }

    @Test
    void aDifferenceBeyondTheToleranceNamesItsPlaceAndBothValues() {
        Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);

        assertThatThrownBy(() -> answering(y -> changed(y, 4, 10.5)).inputs(Map.of("x", x)).run(file))
                .isInstanceOf(ExportException.class)
                .hasMessage("the output 'y' of " + file + " differs at [1, 1] (given inputs 1): Made up 1.0 gives 10.5, the model "
                        + "10.0, which is more than 1.0E-5 + 1.0E-5·|y| apart");
        assertThat(answering(y -> changed(y, 4, 10.5)).inputs(Map.of("x", x)).tolerance(0.5, 0).run(file).maxDifference())
                .isEqualTo(0.5);
        assertThat(answering(y -> changed(y, 4, 10.5)).inputs(Map.of("x", x)).tolerance(0, 0.05).run(file).maxDifference())
                .isEqualTo(0.5);
    }

    @Test
    void whatIsNotFiniteMustBeTheSame() {
        Tensor x = Tensor.of(new float[] {Float.NaN, Float.POSITIVE_INFINITY, 1}, 1, 3);

        assertThat(answering(y -> y).inputs(Map.of("x", x)).run(file).maxDifference()).isZero();
        for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> answering(y -> changed(y, 2, wrong)).inputs(Map.of("x", x)).run(file))
                    .hasMessageContaining("differs at [0, 2]");
        }
        assertThatThrownBy(() -> answering(y -> changed(y, 0, 1)).inputs(Map.of("x", x)).run(file))
                .hasMessageContaining("gives 1.0, the model NaN");
        assertThatThrownBy(() -> answering(y -> changed(y, 1, Double.NEGATIVE_INFINITY)).inputs(Map.of("x", x)).run(file))
                .hasMessageContaining("gives -Infinity, the model Infinity");
    }

    @Test
    void anotherShapeOrDTypeOrNoOutputAtAll() {
        assertThatThrownBy(() -> answering(y -> y.reshape(y.size())).run(file))
                .hasMessageContaining("is f32[3] in Made up 1.0, but f32[1,3] in the model (batch=1)");
        assertThatThrownBy(() -> answering(y -> y.to(DType.F64)).run(file)).hasMessageContaining("is f64[1,3]");
    }

    @Test
    void integersMustBeEqual() {
        Exporting e = new Exporting();
        e.output("y", e.input("x", DType.I64, Exporting.BATCH).mul(e.graph.constant(Tensor.scalar(2))));
        export = e.forward(in -> Map.of("y", twice(in.get("x")))).export();
        export.write(file);

        assertThat(answering(y -> y).run(file).maxDifference()).isZero();
        assertThat(seen.get(1).get("x").toLongs()).containsOnly(0, 1);
        assertThatThrownBy(() -> answering(y -> changed(y, 0, 9)).tolerance(100, 100).run(file)).hasMessageContaining("gives 9.0");
    }

    @Test
    void generatedInputsFollowSeedAndLengths() {
        answering(y -> y).run(file);
        answering(y -> y).run(file);
        answering(y -> y).seed(1).batchSizes(2).run(file);

        assertThat(seen.get(0)).isEqualTo(seen.get(2));
        assertThat(seen.get(1)).isEqualTo(seen.get(3));
        assertThat(seen.get(4).get("x").type()).isEqualTo(TensorType.of(DType.F32, 2, 3));
        assertThat(seen.get(4).get("x").getDouble(0)).isNotEqualTo(seen.get(0).get("x").getDouble(0));
        assertThat(seen.get(1).get("x").toDoubles()).doesNotHaveDuplicates();
    }

    @Test
    void withoutARuntimeItSaysWhichJarToAdd() {
        assertThatThrownBy(() -> export.verify(file)).isInstanceOf(ExportException.class)
                .hasMessage("there is no runtime to verify " + file + " with; add the jar org.espalier:espalier-onnxruntime to the "
                        + "class path or the module path");
    }

    @Test
    void withoutAFileItSaysSo() {
        assertThatThrownBy(() -> answering(y -> y).run(folder.resolve("none.onnx"))).hasMessageContaining("there is no file");
    }

    @Test
    void aBatchOfNothingIsRefused() {
        assertThatThrownBy(() -> export.verification().batchSizes(7, 0)).hasMessageContaining("was given the sizes [7, 0]");
    }
}
