package org.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.espalier.export.OnnxMapping;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Mistakes in a stranger's mapping are found before a byte is written, each with its place. */
class StructureCheckTest {
    private static String problems(OnnxMapping mapping) {
        return problems(17, DType.F32, mapping);
    }

    private static String problems(int opset, DType dtype, OnnxMapping mapping) {
        Exporting e = new Exporting();
        Value x = e.input("x", dtype, Exporting.BATCH);
        e.graph.at("layer");
        Op op = Op.define("acme.Odd", (in, attributes) -> List.of(in.get(0))).onnx(mapping).build();
        Value y = e.apply(op, x);
        e.graph.at("");
        e.output("y", e.graph.identity(y));
        List<ExportProblem> problems = e.export().opset(opset).validate();
        assertThat(problems).allSatisfy(p -> assertThat(p.op()).isIn("acme.Odd", "Identity"));
        return problems.toString();
    }

    @Test
    void aRightMappingHasNoProblems() {
        assertThat(problems(OnnxMapping.same("Elu", "alpha"))).isEqualTo("[]");
    }

    @Test
    void anOperatorThatOnnxDoesNotHave() {
        assertThat(problems(OnnxMapping.plain("Wiggle")))
                .isEqualTo("[[acme.Odd] at layer: its mapping writes a Wiggle, which opset 17 does not have; "
                        + "ONNX has no operator of this name]");
    }

    @Test
    void anOperatorOfANewerOpsetOrAnEndedOne() {
        assertThat(problems(OnnxMapping.plain("Gelu"))).contains("a Gelu, which opset 17 does not have; it is there from opset 20 on");
        assertThat(problems(OnnxMapping.plain("Upsample"))).contains("it is there from opset 1 until before 10");
    }

    @Test
    void anOutputThatIsNotWritten() {
        assertThat(problems((node, target) -> {})).isEqualTo("[[Identity]: the Identity that its mapping writes reads "
                + "'layer/acme.Odd', which is not written before it]");
    }

    @Test
    void anOutputThatIsWrittenTwice() {
        assertThat(problems((node, target) -> {
            target.node("Relu", Attributes.none());
            target.node("Relu", Attributes.none());
        })).isEqualTo("[[acme.Odd] at layer: its mapping writes 'layer/acme.Odd' a second time]");
    }

    @Test
    void anInputThatComesLater() {
        assertThat(problems((node, target) -> {
            String between = target.intermediate("between");
            target.node("Neg", List.of(between), target.outputs(), Attributes.none());
            target.node("Neg", target.inputs(), List.of(between), Attributes.none());
        })).isEqualTo("[[acme.Odd] at layer: the Neg that its mapping writes reads 'layer/between', which is not written before it]");
    }

    @Test
    void attributesThatAreUnknownMissingOrOfAnotherKind() {
        assertThat(problems((node, target) -> target.node("Elu", Attributes.of("beta", 1.0))))
                .contains("ONNX Elu of opset 17 has no attribute 'beta', only [alpha]");
        assertThat(problems((node, target) -> target.node("Elu", Attributes.of("alpha", 1))))
                .contains("ONNX Elu of opset 17 needs FLOAT as its attribute 'alpha', but its mapping writes INT");
        assertThat(problems((node, target) -> target.node("Cast", Attributes.none())))
                .contains("ONNX Cast of opset 17 needs the attribute 'to'");
    }

    @Test
    void aShapeWithNamesIsNoAttribute() {
        assertThat(problems((node, target) -> target.node("Relu", Attributes.of("shape", node.output().type().shape()))))
                .contains("the attribute 'shape' is the shape [batch] with lengths that are not known, which cannot be an attribute in "
                        + "ONNX; write it as an input");
    }

    @Test
    void tooFewAndTooManyInputs() {
        assertThat(problems(OnnxMapping.plain("Add"))).contains("ONNX Add of opset 17 needs 2 inputs, but its mapping writes 1");
        assertThat(problems((node, target) -> target.nodeWith("Relu", Attributes.none(), Tensor.scalar(1))))
                .contains("ONNX Relu of opset 17 has 1 inputs, but its mapping writes 2");
        assertThat(problems((node, target) -> target.node("Add", List.of(target.inputs().get(0), ""), target.outputs(), Attributes.none())))
                .contains("ONNX Add of opset 17 cannot do without its input B");
    }

    @Test
    void dtypesThatTheOperatorDoesNotTake() {
        assertThat(problems(13, DType.I64, OnnxMapping.plain("Relu")))
                .contains("ONNX Relu of opset 13 does not take i64 as its input X, only [f32, f64]; use another dtype or a newer opset");
        assertThat(problems(14, DType.I64, OnnxMapping.plain("Relu"))).isEqualTo("[]");
        assertThat(problems((node, target) -> target.nodeWith("Add", Attributes.none(), Tensor.scalar(1))))
                .contains("ONNX Add of opset 17 needs f32 as its input B, but 'const/i64/1' is i64");
        assertThat(problems((node, target) -> target.node("IsNaN", Attributes.none())))
                .contains("ONNX IsNaN of opset 17 does not take f32 as its output Y, only [bool]");
    }

    @Test
    void dtypesOfValuesBetweenNodesAreWorkedOut() {
        assertThat(problems((node, target) -> {
            String flags = target.intermediate("flags");
            target.node("IsNaN", target.inputs(), List.of(flags), Attributes.none());
            target.node("Relu", List.of(flags), target.outputs(), Attributes.none());
        })).contains("ONNX Relu of opset 17 does not take bool as its input X");
    }

    @Test
    void aMappingThatThrows() {
        assertThat(problems((node, target) -> {
            throw new IllegalStateException("no table for it");
        })).isEqualTo("[[acme.Odd] at layer: its mapping to ONNX opset 17 fails: no table for it]");
    }
}
