package org.espalier.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.core.io.SafeTensors.Contents;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeTensorsTest {
    private static byte[] bytes(Map<String, Tensor> tensors, Map<String, String> metadata) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            SafeTensors.write(out, tensors, metadata);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static Contents read(byte[] bytes) throws IOException {
        return SafeTensors.read(new ByteArrayInputStream(bytes), bytes.length, "test");
    }

    private static byte[] file(String header, byte[] data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length).put(json).put(data).array();
    }

    /** The bytes that the format's own library is tested with (safetensors/src/tensor.rs, test_serialization). */
    @Test
    void theBytesAreThoseOfTheReferenceImplementation() throws IOException {
        Tensor tensor = Tensor.of(new float[] {0, 1, 2, 3, 4, 5}, 1, 2, 3);
        byte[] data = {
            0, 0, 0, 0, 0, 0, (byte) 128, 63, 0, 0, 0, 64, 0, 0, 64, 64, 0, 0, (byte) 128, 64, 0, 0, (byte) 160, 64
        };
        byte[] expected = file("{\"attn.0\":{\"dtype\":\"F32\",\"shape\":[1,2,3],\"data_offsets\":[0,24]}}", data);
        assertThat(expected[0]).isEqualTo((byte) 64);
        assertThat(bytes(Map.of("attn.0", tensor), Map.of())).isEqualTo(expected);
        assertThat(read(expected).tensors()).isEqualTo(Map.of("attn.0", tensor));
    }

    /** As above: test_empty, test_serialization_forced_alignement. */
    @Test
    void theHeaderIsPaddedAsTheReferenceImplementationDoes() throws IOException {
        assertThat(bytes(Map.of(), Map.of())).isEqualTo(file("{}      ", new byte[0]));
        assertThat(bytes(Map.of(), Map.of("framework", "pt")))
                .isEqualTo(file("{\"__metadata__\":{\"framework\":\"pt\"}}     ", new byte[0]));
        byte[] padded = bytes(Map.of("attn0", Tensor.zeros(TensorType.of(DType.F32, 1, 1, 2, 3))), Map.of());
        assertThat(padded).isEqualTo(file(
                "{\"attn0\":{\"dtype\":\"F32\",\"shape\":[1,1,2,3],\"data_offsets\":[0,24]}}       ", new byte[24]));
        assertThat(read(file("{}      ", new byte[0])).tensors()).isEmpty();
    }

    /** What the format's own library, version 0.8.0, writes for these tensors. */
    @Test
    void theOrderIsThatOfTheReferenceImplementation() {
        Map<String, Tensor> tensors = Map.of("a/f32", Tensor.zeros(TensorType.of(DType.F32, 2, 3)), "b/f64",
                Tensor.zeros(TensorType.of(DType.F64, 2)), "c/i64", Tensor.scalar(0L), "d/i32",
                Tensor.zeros(TensorType.of(DType.I32, 2)), "e/bool", Tensor.zeros(TensorType.of(DType.BOOL, 3)), "f/u8",
                Tensor.zeros(TensorType.of(DType.U8, 3)), "g/empty", Tensor.zeros(TensorType.of(DType.F32, 0, 3)));
        String header = "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"c/i64\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]},"
                + "\"b/f64\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[8,24]},"
                + "\"a/f32\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[24,48]},"
                + "\"g/empty\":{\"dtype\":\"F32\",\"shape\":[0,3],\"data_offsets\":[48,48]},"
                + "\"d/i32\":{\"dtype\":\"I32\",\"shape\":[2],\"data_offsets\":[48,56]},"
                + "\"f/u8\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[56,59]},"
                + "\"e/bool\":{\"dtype\":\"BOOL\",\"shape\":[3],\"data_offsets\":[59,62]}} ";
        assertThat(bytes(tensors, Map.of("format", "pt"))).isEqualTo(file(header, new byte[62]));
    }

    private static Map<String, Tensor> oneOfEach() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("z/f32", Tensor.of(new float[] {1.5f, Float.NaN, -0f}, 3));
        tensors.put("y/f64", Tensor.of(new double[] {Math.PI, Double.NEGATIVE_INFINITY}, 2, 1));
        tensors.put("x/i32", Tensor.of(new int[] {Integer.MIN_VALUE, 7}, 1, 2));
        tensors.put("w/i64", Tensor.scalar(Long.MAX_VALUE));
        tensors.put("v/bool", Tensor.of(new boolean[] {true, false, true}, 3));
        tensors.put("u/u8", Tensor.rounded(TensorType.of(DType.U8, 2), new double[] {255, 1}));
        tensors.put("empty", Tensor.zeros(TensorType.of(DType.F32, 3, 0, 2)));
        tensors.put("größe \"1\"", Tensor.scalar(DType.F32, 0.1));
        return tensors;
    }

    @Test
    void everyDtypeComesBack() throws IOException {
        Map<String, String> metadata = Map.of("a", "1", "b", "\n");
        Contents contents = read(bytes(oneOfEach(), metadata));
        assertThat(contents.tensors()).isEqualTo(oneOfEach());
        assertThat(contents.metadata()).isEqualTo(metadata);
    }

    @Test
    void theOrderOfTheMapDoesNotMatterAndEveryTensorIsAligned() throws IOException {
        byte[] bytes = bytes(oneOfEach(), Map.of("b", "2", "a", "1"));
        assertThat(bytes(new HashMap<>(oneOfEach()), new LinkedHashMap<>(Map.of("a", "1", "b", "2")))).isEqualTo(bytes);
        SafeTensorsHeader header = SafeTensorsHeader.read(new ByteArrayInputStream(bytes), bytes.length, "test");
        assertThat(header.entries()).extracting(SafeTensorsHeader.Entry::name).containsExactly(
                "w/i64", "y/f64", "empty", "größe \"1\"", "z/f32", "x/i32", "u/u8", "v/bool");
        assertThat(header.entries()).allMatch(e -> e.begin() % e.type().dtype().bytes() == 0);
        assertThat((ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() + 8) % 8).isZero();
    }

    @Test
    void filesOfOthersMayHaveAnotherOrderAndBlanks() throws IOException {
        byte[] bytes = file("""
                { "b" : {"shape":[], "data_offsets":[1,5], "dtype":"I32"},
                  "a" : {"dtype":"U8", "shape":[1], "data_offsets":[0,1]} }""", new byte[] {9, 1, 2, 0, 0});
        assertThat(read(bytes).tensors()).isEqualTo(Map.of("b", Tensor.scalar(DType.I32, 513),
                "a", Tensor.full(TensorType.of(DType.U8, 1), 9)));
    }

    @Test
    void tensorsLargerThanOnePieceComeBackThroughAFile(@TempDir Path folder) {
        double[] values = new double[100_003];
        Arrays.setAll(values, i -> Math.sin(i));
        Map<String, Tensor> tensors = Map.of("a", Tensor.of(values), "b", Tensor.of(new float[8192]), "c",
                Tensor.of(new float[8193]));
        SafeTensors.write(folder.resolve("t.safetensors"), tensors, Map.of());
        assertThat(SafeTensors.read(folder.resolve("t.safetensors")).tensors()).isEqualTo(tensors);
        assertThat(folder).isDirectoryContaining(f -> f.endsWith("t.safetensors"));
    }

    /** Nothing of 3 GiB is written: the header alone tells the offsets. */
    @Test
    void offsetsBeyondTwoGibibytesAreWritten() throws IOException {
        SafeTensorsHeader header = new SafeTensorsHeader(List.of(
                new SafeTensorsHeader.Entry("a", TensorType.of(DType.F32, 536_870_912), 0, 2_147_483_648L),
                new SafeTensorsHeader.Entry("b", TensorType.of(DType.F32, 268_435_456), 2_147_483_648L, 3_221_225_472L)),
                new TreeMap<>());
        byte[] bytes = header.bytes();
        assertThat(SafeTensorsHeader.read(new ByteArrayInputStream(bytes), bytes.length + 3_221_225_472L, "test"))
                .isEqualTo(header);
    }

    @Test
    void aFileThatIsNotThereIsNamed(@TempDir Path folder) {
        Path file = folder.resolve("none.safetensors");
        assertThatThrownBy(() -> SafeTensors.read(file))
                .isInstanceOf(EspalierException.class)
                .hasMessage("cannot read " + file + ": it does not exist");
        assertThat(Files.exists(file)).isFalse();
    }
}
