package org.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.onnx.Importing.count;
import static org.espalier.onnx.Importing.f32;
import static org.espalier.onnx.Importing.i64;
import static org.espalier.onnx.Importing.shape;
import static org.espalier.onnx.Importing.with;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.Map;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Graph;
import org.espalier.op.Op;
import org.espalier.op.Trait;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.Plugin;
import org.espalier.plugin.Registrar;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** What becomes of a file's inputs, weights, lengths and operators. */
class ImportTest {
    private static final TensorType BATCHED = new TensorType(DType.F32, Shape.of(Dim.of("batch"), Dim.of(3)));

    private static Importing linear() {
        return new Importing(13).declare("x", BATCHED).weight("w", count(3, 2)).weight("unused", f32(1))
                .node("MatMul", with(), "x,w", "y").output("y");
    }

    private static List<String> inputs(ImportedModel m) {
        return m.graph().inputs().stream().map(Graph.Port::name).toList();
    }

    @Test
    void weightsAreConstantsOrInputs() {
        ImportedModel constants = linear().read();
        assertThat(constants.graph()).hasToString("""
                input %0:f32[batch,3] x
                %1:f32[3,2] = Constant(){value=f32[3,2]{0.0, 1.0, 2.0, 3.0, 4.0, 5.0}} @w
                %2:f32[batch,2] = MatMul(%0, %1) @y
                return y=%2""");
        assertThat(constants.weights()).isEmpty();
        ImportedModel open = linear().read(OnnxImport::weightsAsInputs);
        assertThat(inputs(open)).containsExactly("x", "w");
        assertThat(open.weights()).containsOnlyKeys("w").containsValue(count(3, 2));
        assertThat(open.inputs()).singleElement().satisfies(p -> assertThat(p.name()).isEqualTo("x"));
        Map<String, Tensor> x = Map.of("x", f32(shape(1, 3), 1, 0, 2));
        assertThat(Importing.run(open, x)).isEqualTo(Importing.run(constants, x)).containsEntry("y", f32(shape(1, 2), 8, 11));
    }

    @Test
    void weightsMayBeListedAmongTheInputs() {
        Importing file = linear().declare("w", TensorType.of(DType.F32, 3, 2)).model(m -> m.setIrVersion(3));
        assertThat(inputs(file.read())).containsExactly("x");
    }

    @Test
    void aBoundInputIsAConstant() {
        Importing file = new Importing(13).declare("x", BATCHED).declare("axes", TensorType.of(DType.I64, 1))
                .node("ReduceSum", with("keepdims", 0), "x,axes", "y").output("y");
        assertThatThrownBy(file::read).isInstanceOf(EspalierException.class).hasMessage(
                "the model: the ReduceSum 'y' cannot be read: its input 1 'axes' must be known, but it depends on the input 'axes',"
                        + " whose value is known only when the graph runs; bind it to a constant");
        ImportedModel bound = file.read(o -> o.bind("axes", i64(1)));
        assertThat(inputs(bound)).containsExactly("x");
        assertThat(bound.bound()).containsExactly("axes");
        assertThat(bound.graph().output("y").type()).hasToString("f32[batch]");
        assertThatThrownBy(() -> file.read(o -> o.bind("axis", i64(1))))
                .hasMessage("the model has no input 'axis'; it has [x, axes]");
        assertThat(linear().read(o -> o.bind("w", f32(shape(3, 1), 1, 1, 1))).graph().output("y").type())
                .hasToString("f32[batch,1]");
    }

    @Test
    void anInputIsBoundOnlyWhereItsValueIsNeeded() {
        Importing file = new Importing(13).declare("x", TensorType.of(DType.F32, 3)).declare("n", TensorType.of(DType.I64, 1))
                .node("Add", with(), "x,x", "twice").node("Add", with(), "n,n", "more")
                .output("twice").output("more");
        ImportedModel open = file.read(o -> o.bindIfNeeded("n", i64(2)).bindIfNeeded("x", f32(1, 2, 3)));
        assertThat(inputs(open)).containsExactly("x", "n");
        assertThat(open.bound()).isEmpty();
        file.node("ConstantOfShape", with(), "more", "zeros").output("zeros");
        ImportedModel bound = file.read(o -> o.bindIfNeeded("n", i64(2)).bindIfNeeded("x", f32(1, 2, 3)));
        assertThat(inputs(bound)).containsExactly("x");
        assertThat(bound.bound()).containsExactly("n");
        // What had read the input before reads the constant now.
        assertThat(Importing.run(bound, Map.of("x", f32(1, 2, 3)))).containsEntry("more", i64(4))
                .containsEntry("zeros", f32(0, 0, 0, 0));
    }

    @Test
    void lengthsKeepTheirNames() {
        Importing file = new Importing(13).output("y");
        TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
        List.of("N", "seq-len", "seq len", "2x", "N").forEach(n -> dims.addDimBuilder().setDimParam(n));
        dims.addDimBuilder();
        dims.addDimBuilder().setDimValue(-1);
        file.graph.addInput(ValueInfoProto.newBuilder().setName("in/x").setType(TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(1).setShape(dims))));
        file.node("Relu", with(), "in/x", "y");
        assertThat(file.read().graph().input("in/x").type()).hasToString("f32[N,seq_len,seq_len_2,_2x,N,in_x_5,in_x_6]");
        TensorType fixed = TensorType.of(DType.F32, 1, 2, 3, 4, 1, 1, 1);
        assertThat(file.read(o -> o.input("in/x", fixed)).graph().output("y").type()).isEqualTo(fixed);
        assertThatThrownBy(() -> file.read(o -> o.input("in/x", fixed.withDType(DType.I32))))
                .hasMessage("the model: the input 'in/x' has elements of f32, so it cannot be i32[1,2,3,4,1,1,1]");
    }

    /** As exporters write a flattening: the batch from the shape, the rest by -1; then back by a computed product. */
    @Test
    void lengthsThatAreOpenAreComputedWith() {
        ImportedModel m = new Importing(13).declare("x", new TensorType(DType.F32, Shape.of(Dim.of("batch"), Dim.of(2), Dim.of("n"))))
                .weight("zero", Tensor.scalar(0)).weight("one", i64(1)).weight("two", i64(2)).weight("three", i64(3))
                .weight("minus", i64(-1)).weight("axis", i64(0))
                .node("Shape", with(), "x", "shape")
                .node("Gather", with("axis", 0), "shape,zero", "batch")
                .node("Unsqueeze", with(), "batch,axis", "batch1")
                .node("Concat", with("axis", 0), "batch1,minus", "flat")
                .node("Reshape", with(), "x,flat", "rows")
                .node("Slice", with(), "shape,two,three", "n")
                .node("Mul", with(), "n,two", "width")
                .node("Sub", with(), "width,one", "less").node("Div", with(), "less,three", "third")
                .node("Concat", with("axis", 0), "third,one", "counted")
                .node("Expand", with(), "minus,counted", "some")
                .node("Slice", with(), "shape,one,two", "middle").node("ConstantOfShape", with(), "middle", "zeros")
                .output("rows").output("some").output("zeros").output("width").read();
        Graph g = m.graph();
        assertThat(g.output("rows").type()).hasToString("f32[batch,2*n]");
        assertThat(g.output("some").type().shape().dim(0)).isEqualTo(Dim.of("n").times(2).plus(-1).floorDiv(3));
        assertThat(g.output("zeros").type()).hasToString("f32[2]");
        Map<String, Tensor> out = Importing.run(m, Map.of("x", count(3, 2, 5)));
        assertThat(out.get("rows")).isEqualTo(count(3, 10));
        assertThat(out.get("some")).isEqualTo(i64(-1, -1, -1).reshape(3, 1));
        assertThat(out.get("width")).isEqualTo(i64(10));
    }

    @Test
    void whatDependsOnElementsIsNoLength() {
        Importing file = new Importing(13).declare("x", BATCHED).declare("n", TensorType.of(DType.I64, 2))
                .node("Identity", with(), "n", "m").node("Reshape", with(), "x,m", "y").output("y");
        assertThatThrownBy(file::read).hasMessageContaining("the Reshape 'y' cannot be read: its input 1 'm' must be known, but it"
                + " depends on the input 'n'");
    }

    @Test
    void textsGoWithTheFile() {
        ImportedModel m = linear().model(b -> b.addMetadataProps(StringStringEntryProto.newBuilder().setKey("author").setValue("me")))
                .read();
        assertThat(m.name()).isEqualTo("test");
        assertThat(m.opset()).isEqualTo(13);
        assertThat(m.metadata()).containsExactly(Map.entry("author", "me"));
    }

    /** A plugin with an op of its own and the reading of an operator of another domain. */
    private static final class Acme implements Plugin {
        @Override
        public String id() {
            return "acme";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public int spiVersion() {
            return SPI_VERSION;
        }

        @Override
        public void register(Registrar registrar) {
            registrar.op(Op.define("acme.Double", (in, attributes) -> List.of(in.get(0)))
                    .decomposition((ops, in, attributes) -> List.of(in.get(0).add(in.get(0))))
                    .traits(Trait.ELEMENTWISE)
                    .reading("com.acme.Twice", node -> List.of(node.ops().apply1("acme.Double", node.input(0))))
                    .build());
        }
    }

    @Test
    void operatorsOfOtherDomainsAreReadByTheirPlugins() {
        Importing file = new Importing(13).input("x", f32(1, 2)).output("y")
                .model(m -> {
                    m.addOpsetImportBuilder().setDomain("com.acme").setVersion(1);
                    return m;
                });
        file.graph.addNodeBuilder().setOpType("Twice").setDomain("com.acme").addInput("x").addOutput("y");
        Registry registry = Registry.builder().discover().add(new Acme()).build();
        assertThat(OnnxImport.of(registry).read(file.bytes()).graph().nodes()).singleElement()
                .satisfies(n -> assertThat(n.op().id()).isEqualTo("acme.Double"));
        assertThatThrownBy(file::read).hasMessageContaining("operators that no plugin can read: com.acme.Twice (y)");
    }
}
