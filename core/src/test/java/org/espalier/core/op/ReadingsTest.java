package org.espalier.core.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.reference.Reference;
import org.espalier.export.OnnxNode;
import org.espalier.graph.Attributes;
import org.espalier.graph.Graph;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** How operators of older opsets, and those whose attributes are left out, are read: as ONNX's changelog has it. */
class ReadingsTest {
    private static final Attributes NONE = Attributes.none();

    /** The graph that an operator is read as; an input that is a tensor is known. */
    static Graph read(int opset, String opType, Attributes attributes, Object... typesAndTensors) {
        return read(1, opset, opType, attributes, typesAndTensors);
    }

    /** The graph that an operator of several outputs is read as. */
    static Graph read(int outputs, int opset, String opType, Attributes attributes, Object... typesAndTensors) {
        GraphBuilder b = Reference.REGISTRY.graphBuilder();
        List<Value> in = new ArrayList<>();
        for (Object o : typesAndTensors) {
            in.add(o instanceof Tensor t ? b.constant(t) : b.input("x" + in.size(), (TensorType) o));
        }
        OnnxNode node = (OnnxNode) Proxy.newProxyInstance(ReadingsTest.class.getClassLoader(), new Class<?>[] {OnnxNode.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "opType" -> opType;
                    case "opset" -> opset;
                    case "ops" -> b;
                    case "inputs" -> in.size();
                    case "outputs" -> outputs;
                    case "has" -> (int) arguments[0] < in.size();
                    case "input" -> in.get((int) arguments[0]);
                    case "constant" -> (Tensor) typesAndTensors[(int) arguments[0]];
                    case "attributes" -> attributes;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return b.buildOf(Reference.REGISTRY.onnxReading(opType).orElseThrow().read(node));
    }

    /** The attributes of the last node. */
    static Attributes last(Graph g) {
        return g.nodes().get(g.nodes().size() - 1).attributes();
    }

    private static TensorType t(DType dtype, long... dims) {
        return TensorType.of(dtype, dims);
    }

    @Test
    void attributesThatAreLeftOutAreThoseOfOnnx() {
        TensorType x = t(DType.F32, 3);
        assertThat(last(read(6, "Elu", NONE, x))).isEqualTo(Attributes.of("alpha", 1.0));
        assertThat(last(read(22, "Elu", Attributes.of("alpha", 2.0), x))).isEqualTo(Attributes.of("alpha", 2.0));
        assertThat(last(read(1, "Selu", Attributes.of("consumed_inputs", new int[] {0}), x)))
                .isEqualTo(Attributes.of("alpha", 1.6732632, "gamma", 1.050701));
        assertThat(last(read(12, "Celu", NONE, x))).isEqualTo(Attributes.of("alpha", 1.0));
        assertThat(last(read(6, "HardSigmoid", NONE, x))).isEqualTo(Attributes.of("alpha", 0.2, "beta", 0.5));
        assertThat(last(read(10, "ThresholdedRelu", NONE, x))).isEqualTo(Attributes.of("alpha", 1.0));
        assertThat(last(read(9, "Shrink", NONE, x))).isEqualTo(Attributes.of("bias", 0.0, "lambd", 0.5));
        assertThat(last(read(20, "Gelu", NONE, x))).isEqualTo(Attributes.of("approximate", "none"));
    }

    @Test
    void flagsAreIntegersInAFile() {
        TensorType i = t(DType.I64, 3);
        assertThat(last(read(10, "Mod", NONE, i, i))).isEqualTo(Attributes.of("fmod", false));
        assertThat(last(read(13, "Mod", Attributes.of("fmod", 1), i, i))).isEqualTo(Attributes.of("fmod", true));
        TensorType x = t(DType.F32, 3);
        assertThat(last(read(10, "IsInf", Attributes.of("detect_negative", 0), x)))
                .isEqualTo(Attributes.of("detect_negative", false, "detect_positive", true));
    }

    /** Before opset 7 the slopes were those of the second axis. */
    @Test
    void slopesOfThePastAreThoseOfTheChannels() {
        TensorType image = t(DType.F32, 2, 3, 4, 3);
        assertThat(read(6, "PRelu", NONE, image, t(DType.F32, 3)).toString()).contains("[3,1,1]");
        assertThat(read(7, "PRelu", NONE, image, t(DType.F32, 3)).toString()).doesNotContain("[3,1,1]");
        assertThat(read(6, "PRelu", NONE, image, t(DType.F32, 1)).outputs().get(0).type()).isEqualTo(image);
    }

    /** Before opset 7 the second input began at a stated axis of the first. */
    @Test
    void broadcastingOfThePastBeganAtAnAxis() {
        TensorType a = t(DType.BOOL, 2, 3, 4);
        Attributes middle = Attributes.of("broadcast", 1, "axis", 1);
        assertThat(read(6, "Xor", middle, a, t(DType.BOOL, 3)).toString()).contains("[3,1]");
        assertThat(read(6, "Xor", Attributes.of("broadcast", 1), a, t(DType.BOOL, 4)).nodes()).hasSize(1);
        assertThat(read(7, "Xor", NONE, a, t(DType.BOOL, 4)).outputs().get(0).type()).isEqualTo(a);
    }
}
