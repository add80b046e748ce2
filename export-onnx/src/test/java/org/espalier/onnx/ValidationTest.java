package org.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.export.OnnxMapping;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.plugin.ExportException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be exported, what is decomposed, and what is refused. */
class ValidationTest {
    @TempDir
    Path folder;

    private final Exporting e = new Exporting();

    private static Op.Builder unary(String id) {
        return Op.define(id, (in, attributes) -> List.of(in.get(0)));
    }

    private static Op decomposed(String id, Op inner) {
        return unary(id).decomposition((ops, in, attributes) ->
                ((GraphBuilder) ops).apply(inner, in, Attributes.none())).build();
    }

    private static final Op SWISH = unary("acme.Swish")
            .decomposition((ops, in, attributes) -> List.of(in.get(0).mul(in.get(0).sigmoid())))
            .build();

    @Test
    void whatHasNoMappingIsWrittenAsItsDecompositionHoweverDeep() {
        Op twice = unary("acme.Twice").decomposition((ops, in, attributes) -> {
            GraphBuilder b = (GraphBuilder) ops;
            return b.apply(SWISH, b.apply(SWISH, in, Attributes.none()), Attributes.none());
        }).build();
        Value x = e.input("x", 2);
        e.graph.at("body");
        e.output("y", e.apply(twice, x));

        assertThat(e.text()).isEqualTo("""
                ir 8 opset 17
                input x float[batch,2]
                body/Sigmoid = Sigmoid(x)
                body/Mul = Mul(x, body/Sigmoid)
                body/Sigmoid_2 = Sigmoid(body/Mul)
                y = Mul(body/Mul, body/Sigmoid_2)
                output y float[batch,2]
                """);
        assertThat(Draft.of(e.source(), 17).decomposed()).isEqualTo(Map.of("acme.Twice", 1, "acme.Swish", 2));
    }

    @Test
    void anOperatorNewerThanTheTargetIsDecomposed() {
        Op hardSwish = unary("acme.HardSwish")
                .decomposition((ops, in, attributes) -> List.of(in.get(0).mul(in.get(0).add(3).div(6).clip(0, 1))))
                .onnx(OnnxMapping.plain("HardSwish").since(14))
                .build();
        e.output("y", e.apply(hardSwish, e.input("x", 2)));

        assertThat(e.text(o -> o.opset(14))).contains("y = HardSwish(x)");
        assertThat(e.text(o -> o.opset(13))).doesNotContain("HardSwish").contains("Clip(");
    }

    @Test
    void everyNodeThatCannotBeExportedIsListedBeforeAByteIsWritten() {
        Op bare = unary("acme.Bare").build();
        Op late = unary("acme.Late").onnx(OnnxMapping.plain("Gelu").since(20)).build();
        Op endless = unary("acme.Endless").decomposition((ops, in, attributes) -> List.of(in.get(0).reshape(
                Shape.of(in.get(0).shape().size())))).build();
        Value x = e.input("x", 2);
        e.graph.at("encoder/0");
        Value y = e.apply(bare, x);
        e.graph.at("encoder/1");
        y = e.apply(late, y);
        e.graph.at("encoder/2");
        y = e.apply(decomposed("acme.Outer", bare), y);
        e.graph.at("encoder/3");
        e.output("y", e.apply(endless, y));

        List<ExportProblem> problems = e.export().validate();
        assertThat(problems).extracting(ExportProblem::op).containsExactly("acme.Bare", "acme.Late", "acme.Bare", "acme.Endless");
        assertThat(problems).extracting(ExportProblem::path).containsExactly("encoder/0", "encoder/1", "encoder/2", "encoder/3");
        assertThat(problems).extracting(ExportProblem::reason).satisfiesExactly(
                r -> assertThat(r).startsWith("it has no mapping to ONNX and no decomposition; "),
                r -> assertThat(r).startsWith("its mapping to ONNX begins with opset 20, the target has 17, and no decomposition; "),
                r -> assertThat(r).contains("no decomposition in the decomposition of [acme.Outer]; "),
                r -> assertThat(r).contains("its decomposition fails: the dim 2*batch has no known length yet"));
        assertThatThrownBy(() -> e.export().write(folder.resolve("m.onnx")))
                .isInstanceOf(ExportException.class)
                .hasMessageStartingWith("the model cannot be exported to ONNX opset 17: [acme.Bare] at encoder/0: it has no mapping")
                .hasMessageContaining("[acme.Endless] at encoder/3");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anOpThatContainsItselfIsFound() {
        Op[] self = new Op[1];
        self[0] = unary("acme.Self").decomposition((ops, in, attributes) ->
                ((GraphBuilder) ops).apply(self[0], in, Attributes.none())).build();
        e.output("y", e.apply(self[0], e.input("x", 2)));

        assertThat(e.export().validate()).singleElement().asString().contains("[acme.Self]", "contains itself");
    }

    @Test
    void randomNumbersAreRefused() {
        Value x = e.input("x", DType.F32, Dim.of(2));
        Value seed = e.input("seed", DType.I64);
        e.graph.at("dropout");
        e.output("y", x.mul(e.graph.bernoulli(seed, seed, "dropout#0", DType.F32, x.shape(), 0.5)));

        assertThat(e.export().validate()).singleElement().asString().startsWith("[Bernoulli] at dropout: it has no mapping to ONNX");
    }

    @Test
    void whatDependsOnTheDTypeIsKnownToo() {
        Value x = e.input("x", DType.I32, Exporting.BATCH);
        e.output("y", x.max(x));

        assertThat(e.export().opset(12).validate()).isEmpty();
        assertThat(e.export().opset(11).validate()).singleElement().asString()
                .startsWith("[Max]: its mapping to ONNX begins with opset 12, the target has 11, and no decomposition");
    }

    @Test
    void constantsOfEveryDTypeAreFineInOldOpsets() {
        Value x = e.input("x", DType.I64, Exporting.BATCH);
        e.output("y", x.add(e.graph.constant(Tensor.scalar(5))));

        assertThat(e.text(o -> o.opset(7))).contains("y = Add(x, const/i64/5)");
    }

    @Test
    void theOpsetIsWithinBounds() {
        e.output("y", e.input("x", 1).neg());

        assertThatThrownBy(() -> e.export().opset(24)).hasMessage("ONNX opset 24 is not supported; choose one from 7 to 23");
        assertThatThrownBy(() -> e.export().opset(6)).hasMessageContaining("ONNX opset 6");
        assertThatThrownBy(() -> e.export().irVersion(2)).hasMessageContaining("ONNX IR version 2");
    }

    @Test
    void aWeightMustBeWhatTheGraphDeclares() {
        e.input("x", 1);
        e.weight("w", Tensor.of(new float[] {1, 2}));
        e.output("y", e.graph.scalar(DType.F32, 1));
        OnnxSource source = e.source();

        assertThatThrownBy(() -> new OnnxSource("test", source.graph(), Map.of("w", Tensor.of(new float[] {1})), source.registry(),
                source.forward())).hasMessage("the weight 'w' is f32[1], but the graph declares it as f32[2]");
    }

    @Test
    void aFolderIsNoFile() throws Exception {
        e.output("y", e.input("x", 1).neg());
        Path inNowhere = folder.resolve("nowhere/m.onnx");

        assertThatThrownBy(() -> e.export().write(inNowhere))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining(inNowhere.toString())
                .hasMessageContaining("does not exist");
        Path directory = Files.createDirectory(folder.resolve("d.onnx"));
        assertThatThrownBy(() -> e.export().write(directory)).hasMessageContaining(directory + ": it is a folder");
    }
}
