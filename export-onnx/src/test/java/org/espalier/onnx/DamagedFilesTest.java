package org.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.onnx.Importing.REGISTRY;
import static org.espalier.onnx.Importing.count;
import static org.espalier.onnx.Importing.f32;
import static org.espalier.onnx.Importing.i64;
import static org.espalier.onnx.Importing.with;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.ModelFormatException;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are damaged, lie about lengths, or ask for what must not be read. */
class DamagedFilesTest {
    @TempDir
    Path folder;

    private static Importing relu() {
        return new Importing(13).declare("x", TensorType.of(DType.F32, 2)).node("Relu", with(), "x", "y").output("y");
    }

    private static void refused(ThrowingCallable read, String message) {
        assertThatThrownBy(read).isInstanceOf(EspalierException.class).hasMessageContaining(message);
    }

    private static void damaged(ThrowingCallable read, String message) {
        assertThatThrownBy(read).isInstanceOf(ModelFormatException.class).hasMessageContaining(message);
    }

    @Test
    void whatIsNoModelIsRefused() {
        damaged(() -> OnnxImport.of(REGISTRY).read(new byte[0]), "the model is no ONNX file: it has no graph");
        damaged(() -> OnnxImport.of(REGISTRY).read("<html></html>".getBytes()), "the model is no ONNX file, or a damaged one");
        byte[] half = Arrays.copyOf(relu().bytes(), relu().bytes().length / 2);
        damaged(() -> OnnxImport.of(REGISTRY).read(half), "the model is no ONNX file, or a damaged one");
        refused(() -> OnnxImport.of(REGISTRY).read(folder.resolve("nowhere.onnx")), "cannot read " + folder.resolve("nowhere.onnx"));
        damaged(relu().model(m -> m.clearIrVersion())::read, "it has no version of the format");
    }

    @Test
    void opsetsThatAreNotKnownAreRefused() {
        damaged(relu().model(m -> m.clearOpsetImport())::read, "does not say of which version");
        damaged(relu().model(m -> {
            m.getOpsetImportBuilder(0).setVersion(99);
            return m;
        })::read, "the model has opset 99, but this version reads opset 1 to 23");
        assertThat(relu().model(m -> m.clearOpsetImport().setIrVersion(2)).read().opset()).isEqualTo(1);
    }

    @Test
    void unknownOperatorsAreAllNamed() {
        refused(new Importing(13).declare("x", TensorType.of(DType.F32, 2)).node("Relo", with(), "x", "a").node("Frob", with(), "a", "b")
                .node("Relo", with(), "b", "c").output("c")::read,
                "the model has operators that no plugin can read: Frob (b); Relo (a, c); add the jar of a plugin");
    }

    @Test
    void nodesThatDoNotFitTheirOperatorAreRefused() {
        damaged(new Importing(13).declare("x", TensorType.of(DType.F32, 2)).node("Relu", with("alpha", 1.0), "x", "y").output("y")::read,
                "the Relu 'y' cannot be read: opset 13 gives it no attribute 'alpha'");
        damaged(new Importing(13).declare("x", TensorType.of(DType.F32, 2)).node("LeakyRelu", with("alpha", 1), "x", "y").output("y")::read,
                "its attribute 'alpha' must be of the kind FLOAT, but is INT");
        damaged(new Importing(5).declare("x", TensorType.of(DType.F32, 2)).node("Expand", with(), "x,x", "y").output("y")::read,
                "the Expand 'y' cannot be read: opset 5 has no such operator; it is there from opset 8 on");
        refused(new Importing(13).declare("x", TensorType.of(DType.F32, 2)).node("Relu", with(), "x,x", "y").output("y")::read,
                "the Relu 'y' cannot be read: [Relu] it takes 1 input, but was given 2");
        refused(new Importing(13).declare("x", TensorType.of(DType.F32, 2)).node("Reshape", with(), "x", "y").output("y")::read,
                "the Reshape 'y' cannot be read");
        refused(new Importing(13).declare("x", TensorType.of(DType.F32, 2)).declare("z", TensorType.of(DType.F32, 3))
                .node("Add", with(), "x,z", "y").output("y")::read, "shapes [2] and [3] do not broadcast");
        refused(new Importing(13).declare("x", TensorType.of(DType.F32, 2)).node("Relu", with(), "x", "y,z").output("z")::read,
                "the Relu 'y' cannot be read: its output 1 'z' is not supported");
    }

    @Test
    void namesHaveToBeDefinedOnceAndBeforeTheirUse() {
        damaged(relu().node("Relu", with(), "z", "w")::read, "the Relu 'w' cannot be read: it reads 'z', which nothing before it defines");
        damaged(relu().node("Relu", with(), "x", "y")::read, "the Relu 'y' defines 'y' a second time");
        damaged(relu().node("Relu", with(), "y", "x")::read, "the Relu 'x' defines 'x' a second time");
        damaged(relu().output("z")::read, "the model has the output 'z', which nothing defines");
        damaged(relu().output("y")::read, "the model has two outputs named 'y'");
        damaged(relu().declare("x", TensorType.of(DType.F32, 2))::read, "the model has two inputs named 'x'");
        damaged(relu().weight("w", f32(1)).weight("w", f32(1))::read, "the model has two weights named 'w'");
    }

    private static Importing weight(TensorProto.Builder tensor) {
        Importing file = relu();
        file.graph.addInitializer(tensor.setName("w"));
        return file;
    }

    private static TensorProto.Builder header(int dtype, long... dims) {
        TensorProto.Builder t = TensorProto.newBuilder().setDataType(dtype);
        Arrays.stream(dims).forEach(t::addDims);
        return t;
    }

    /** Nothing is allocated for a length that the data do not bear out. */
    @Test
    void lengthsThatLieAreRefused() {
        damaged(weight(header(1, 1L << 31, 1L << 31))::read, "the weight 'w' has the lengths [2147483648, 2147483648], which no tensor");
        damaged(weight(header(1, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE))::read, "which no tensor here can have");
        damaged(weight(header(1, -1))::read, "has the lengths [-1]");
        damaged(weight(header(1, 2_000_000_000))::read,
                "the weight 'w' is f32[2000000000] with 2000000000 elements, but its data has 0 of them; the file is damaged");
        damaged(weight(header(1, 3).addFloatData(1))::read, "is f32[3] with 3 elements, but its data has 1 of them");
        damaged(weight(header(7, 2).addInt64Data(1))::read, "is i64[2] with 2 elements, but its data has 1 of them");
        damaged(weight(Importing.tensor(f32(1, 2)).toBuilder().clearDims().addDims(3))::read, "but its data has 8 bytes");
        refused(weight(header(10, 1).addInt32Data(1))::read, "the weight 'w' has the element type FLOAT16, but only [f32, ");
        refused(weight(header(99, 1))::read, "the weight 'w' has the element type 99");
        refused(new Importing(13).declare("n", TensorType.of(DType.I64, 2)).node("ConstantOfShape", with(), "n", "z")
                .node("Shape", with(), "z", "s").node("ConstantOfShape", with(), "z", "y").output("y")::read, "its input 0 'n'");
        long[] large = {1L << 40, 1L << 40};
        refused(relu().weight("n", i64(large)).node("ConstantOfShape", with("value", i64(1)), "n", "z")
                .node("Reshape", with(), "x,z", "w").output("w")::read, "the Reshape 'w' cannot be read");
        refused(relu().weight("n", i64(1L << 30)).node("ConstantOfShape", with("value", i64(1)), "n", "z")
                .node("Reshape", with(), "x,z", "w").output("w")::read, "is too large to be computed beforehand");
    }

    /** Whatever byte is changed, what comes is a model or an exception of ours, and soon. */
    @Test
    void anyByteMayBeWrong() {
        byte[] sound = new Importing(13).declare("x", TensorType.of(DType.F32, 2, 3)).weight("w", count(3, 2)).weight("s", i64(0, -1))
                .node("MatMul", with(), "x,w", "a").node("Reshape", with(), "a,s", "b")
                .node("LeakyRelu", with("alpha", 0.1), "b", "y").output("y").bytes();
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] changed = sound.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            try {
                OnnxImport.of(REGISTRY).read(changed);
            } catch (EspalierException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(500);
    }

    private Path external(String location, String offset, String length) throws IOException {
        Files.createDirectories(folder.resolve("model"));
        TensorProto.Builder t = header(1, 2).setName("w").setDataLocation(TensorProto.DataLocation.EXTERNAL);
        t.addExternalDataBuilder().setKey("location").setValue(location);
        t.addExternalDataBuilder().setKey("offset").setValue(offset);
        t.addExternalDataBuilder().setKey("length").setValue(length);
        Importing file = relu().node("Add", with(), "y,w", "z").output("z");
        file.graph.addInitializer(t);
        return Files.write(folder.resolve("model").resolve("m.onnx"), file.bytes());
    }

    private static ThrowingCallable reading(Path file) {
        return () -> OnnxImport.of(REGISTRY).read(file);
    }

    @Test
    void externalDataIsReadFromTheModelsFolder() throws IOException {
        Path file = external("part/w.data", "4", "8");
        Files.createDirectories(folder.resolve("model/part"));
        byte[] bytes = {9, 9, 9, 9, 0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40};
        Files.write(folder.resolve("model/part/w.data"), bytes);
        assertThat(OnnxImport.of(REGISTRY).read(file).graph().nodes().get(0).attributes().tensor("value")).isEqualTo(f32(1, 2));
        damaged(reading(external("part/w.data", "8", "8")), "needs 8 bytes from byte 8 on of");
        damaged(reading(external("part/w.data", "4", "4")), "is f32[2] with 2 elements, but its data has 4 bytes");
        damaged(reading(external("part/w.data", "-4", "8")), "the external offset '-4', which is no position in a file");
        damaged(reading(external("part/w.data", "9223372036854775807", "8")), "needs 8 bytes from byte 9223372036854775807");
        damaged(reading(external("part/w.data", "x", "8")), "the external offset 'x'");
        damaged(reading(external("part/v.data", "0", "8")), "in the file 'part/v.data', which is not there");
        damaged(reading(external("part", "0", "8")), "in the file 'part', which is not there");
        byte[] alone = Files.readAllBytes(external("part/w.data", "4", "8"));
        damaged(() -> OnnxImport.of(REGISTRY).read(alone), "but the model was given as bytes; read it from its file");
    }

    @Test
    void externalDataIsNotReadFromElsewhere() throws IOException {
        Path secret = Files.write(folder.resolve("secret"), new byte[8]);
        String outside = "which is not within the model's folder; such a file is not read";
        damaged(reading(external("../secret", "0", "8")), outside);
        damaged(reading(external("part/../../secret", "0", "8")), outside);
        damaged(reading(external(secret.toString(), "0", "8")), outside);
        damaged(reading(external("", "0", "8")), outside);
        Files.createSymbolicLink(folder.resolve("model/link"), secret);
        damaged(reading(external("link", "0", "8")), outside);
        damaged(reading(external("nul\0", "0", "8")), "which cannot be found");
    }
}
