package org.espalier.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.ModelFormatException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTensorsErrorsTest {
    private static SafeTensors.Contents read(byte[] bytes) throws IOException {
        return SafeTensors.read(new ByteArrayInputStream(bytes), bytes.length, "f");
    }

    private static byte[] file(long length, String header, int data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + data).order(ByteOrder.LITTLE_ENDIAN).putLong(length).put(json).array();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"t\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}}|4"
            + "|the dtype 'F16' is not supported; supported are [F32, F64, I32, I64, BOOL, U8], at f, tensor 't'",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}|4"
            + "|the type f32[2] needs 8 bytes, but the data have 4, at f, tensor 't'",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}|4"
            + "|must be an integer from 0 to 2147483647, but is -1, at f, tensor 't'/shape",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}|4"
            + "|must be an integer, but is 1.0, at f, tensor 't'/shape",
        "{\"t\":{\"dtype\":\"U8\",\"shape\":[65536,65536],\"data_offsets\":[0,4294967296]}}|4"
            + "|the shape [65536, 65536] has more elements than a Java array can hold, at f, tensor 't'",
        "{\"t\":{\"dtype\":\"U8\",\"shape\":[2147483647,2147483647,2147483647,0],\"data_offsets\":[0,0]}}|0"
            + "|the shape [2147483647, 2147483647, 2147483647, 0] has more elements than a Java array can hold, at f,"
            + " tensor 't'",
        "{\"t\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[4,3]}}|4"
            + "|must be an integer from 4 to 9223372036854775807, but is 3, at f, tensor 't'/data_offsets",
        "{\"t\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},\"s\":{\"dtype\":\"U8\",\"shape\":[2],"
            + "\"data_offsets\":[1,3]}}|3|the data of the tensor begin at 1, but those before it end at 2 (an overlap), at f,"
            + " tensor 's'",
        "{\"t\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[1,3]}}|3"
            + "|the data of the tensor begin at 1, but those before it end at 0 (a gap), at f, tensor 't'",
        "{\"t\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}|1"
            + "|f is cut off: its tensors have 2 bytes, but 1 follow the header",
        "{\"t\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}|3"
            + "|f has more data than tensors: its tensors have 2 bytes, but 3 follow the header",
        "{\"t\":{\"dtype\":\"U8\",\"shape\":[2]}}|2"
            + "|the member 'data_offsets' is missing; there are [dtype, shape], at f, tensor 't'",
        "{\"t\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0]}}|1|must be an object of dtype, shape (at most 64"
            + " lengths) and two data_offsets, but is {\"dtype\": \"U8\", \"shape\": [], \"data_offsets\": [0]}, at f, tensor 't'",
        "{\"__metadata__\":{\"a\":1}}|0|must be a text, but is 1, at f, tensor '__metadata__'",
        "[]|0|must be an object, but is [], at f, header",
        "{\"t\":1,\"t\":2}|0|the header of f is not valid JSON: Duplicate field 't', at line 1, column 11",
    })
    void aHeaderThatDoesNotFitIsRefused(String header, int data, String message) {
        assertThatThrownBy(() -> read(file(header.length(), header, data))).isInstanceOf(ModelFormatException.class)
                .hasMessage(message);
    }

    @Test
    void lengthsThatCannotBeAreRefusedBeforeAnythingIsAllocated() {
        assertThatThrownBy(() -> read(file(-1, "{}", 0))).isInstanceOf(ModelFormatException.class).hasMessage(
                "f is not a safetensors file, or damaged: its header would have 18446744073709551615 bytes"
                + " (at most 67108864 are read)");
        assertThatThrownBy(() -> read(file(1000, "{}", 0))).isInstanceOf(ModelFormatException.class)
                .hasMessage("f is cut off: its header should have 1000 bytes, but only 2 follow");
        assertThatThrownBy(() -> read(new byte[7])).isInstanceOf(ModelFormatException.class)
                .hasMessage("f has 7 bytes, too few for a safetensors file");
    }

    @Test
    void aTruthValueIs0Or1() {
        String header = "{\"t\":{\"dtype\":\"BOOL\",\"shape\":[1],\"data_offsets\":[0,1]}}";
        byte[] bytes = file(header.length(), header, 1);
        bytes[bytes.length - 1] = 2;
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(ModelFormatException.class)
                .hasMessage("f: the tensor 't' has the truth value 2, not 0 or 1");
    }

    @Test
    void theNameOfTheMetadataIsTaken() {
        assertThatThrownBy(() -> SafeTensors.write(new ByteArrayOutputStream(),
                Map.of("__metadata__", Tensor.scalar(DType.F32, 1)), Map.of()))
                .isInstanceOf(EspalierException.class)
                .hasMessage("a tensor cannot have the name '__metadata__' in a safetensors file");
    }

    @Test
    void truncatedAtAnyLengthItIsRefused() throws IOException {
        byte[] bytes = sample();
        for (int n = 0; n < bytes.length; n++) {
            byte[] cut = Arrays.copyOf(bytes, n);
            assertThatThrownBy(() -> read(cut)).as("%d bytes", n).isInstanceOf(ModelFormatException.class);
            // The length may also be claimed by somebody else.
            assertThatThrownBy(() -> SafeTensors.read(new ByteArrayInputStream(cut), bytes.length, "f"))
                    .as("%d bytes", n).isInstanceOf(ModelFormatException.class);
        }
    }

    @Test
    void anyDamagedByteGivesTensorsOrTheOneException() throws IOException {
        byte[] bytes = sample();
        int refused = 0;
        for (int i = 0; i < bytes.length; i++) {
            for (int value = 0; value < 256; value++) {
                byte[] damaged = bytes.clone();
                damaged[i] = (byte) value;
                try {
                    read(damaged);
                } catch (ModelFormatException e) {
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(20_000);
    }

    private static byte[] sample() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SafeTensors.write(out, Map.of("w", Tensor.of(new float[] {1, 2}), "m", Tensor.of(new boolean[] {true})),
                Map.of("k", "v"));
        return out.toByteArray();
    }
}
