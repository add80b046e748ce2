package org.espalier.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.espalier.plugin.ExportException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxRuntimeRunnerTest {
    @TempDir
    Path folder;

    private final OnnxRuntimeRunner runner = OnnxRuntimeRunner.create();

    static Stream<Tensor> tensorsOfEveryDType() {
        return Stream.of(
                Tensor.of(new float[] {1.5f, Float.NaN, -0.0f, Float.POSITIVE_INFINITY, Float.MIN_VALUE, 3}, 3, 2),
                Tensor.of(new double[] {Math.PI, -1e300, Double.NaN, 0, 5, 6}, 3, 2),
                Tensor.of(new int[] {Integer.MIN_VALUE, 2, 3, 4, 5, Integer.MAX_VALUE}, 3, 2),
                Tensor.of(new long[] {Long.MIN_VALUE, 2, 3, 4, 5, Long.MAX_VALUE}, 3, 2),
                Tensor.of(new boolean[] {true, false, false, true, true, false}, 3, 2),
                Tensor.of(TensorType.of(DType.U8, 3, 2), new byte[] {0, 1, 127, -128, -1, 7}));
    }

    @ParameterizedTest
    @MethodSource("tensorsOfEveryDType")
    void everyDTypePassesThroughUnchanged(Tensor x) throws IOException {
        assertThat(runner.run(write("Identity", x, "batch", 2), Map.of("x0", x))).containsExactly(Map.entry("y", x));
    }

    @ParameterizedTest
    @MethodSource("tensorsOfEveryDType")
    void scalarsPassToo(Tensor six) throws IOException {
        Tensor x = Tensor.scalar(six.dtype(), 1);

        assertThat(runner.run(write("Identity", x), Map.of("x0", x))).containsExactly(Map.entry("y", x));
    }

    @ParameterizedTest
    @MethodSource("tensorsOfEveryDType")
    void emptyBatchesPassToo(Tensor six) throws IOException {
        Tensor x = Tensor.zeros(TensorType.of(six.dtype(), 0, 2));

        assertThat(runner.run(write("Identity", x, "batch", 2), Map.of("x0", x))).containsExactly(Map.entry("y", x));
    }

    @Test
    void severalInputsGoByName() throws IOException {
        Path file = Files.write(folder.resolve("sub.onnx"), TinyModel.of("Sub", new int[] {1, 1, 1}, "n"));

        Map<String, Tensor> y = runner.threads(2).run(file,
                Map.of("x1", Tensor.of(new float[] {1, 2}), "x0", Tensor.of(new float[] {10, 20})));

        assertThat(y).containsExactly(Map.entry("y", Tensor.of(new float[] {9, 18})));
    }

    @Test
    void aWrongShapeNamesTheFile() throws IOException {
        Tensor x = Tensor.of(new float[] {1, 2, 3}, 1, 3);

        assertThatThrownBy(() -> runner.run(write("Identity", x, "batch", 2), Map.of("x0", x)))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("Identity-F32.onnx")
                .hasMessageContaining("Expected: 2");
    }

    @Test
    void aBrokenFileIsNamed() throws IOException {
        Path file = Files.write(folder.resolve("broken.onnx"), new byte[] {1, 2, 3});

        assertThatThrownBy(() -> runner.run(file, Map.of()))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("ONNX Runtime cannot run " + file);
    }

    @Test
    void noThreadsAreRefused() {
        assertThatThrownBy(() -> runner.threads(0)).hasMessageContaining("at least 1 thread, but was given 0");
    }

    @Test
    void theVersionIsInTheDescription() {
        assertThat(runner.description()).matches("ONNX Runtime \\d+\\.\\d+\\.\\d+");
    }

    private Path write(String opType, Tensor x, Object... dims) throws IOException {
        int type = switch (x.dtype()) {
            case F32 -> 1;
            case F64 -> 11;
            case I32 -> 6;
            case I64 -> 7;
            case BOOL -> 9;
            case U8 -> 2;
        };
        return Files.write(folder.resolve(opType + "-" + x.dtype().name() + ".onnx"), TinyModel.of(opType, new int[] {type, type}, dims));
    }
}
