package org.espalier.reference.tutorial;

import ai.onnx.proto.OnnxMl;
import java.util.Arrays;
import java.util.Map;
import org.espalier.core.engine.Engine;
import org.espalier.onnx.OnnxImport;
import org.espalier.tensor.Tensor;

/** Reads a file with an operator that the tutorial's plugin can read; also started in JVMs of its own. */
public final class QuickGelu {
    private static final String DOMAIN = "com.microsoft";

    private QuickGelu() {}

    /** Prints what the operator gives for 1 and -1. */
    public static void main(String[] args) {
        OnnxMl.TypeProto type = OnnxMl.TypeProto.newBuilder().setTensorType(OnnxMl.TypeProto.Tensor.newBuilder()
                .setElemType(OnnxMl.TensorProto.DataType.FLOAT_VALUE)
                .setShape(OnnxMl.TensorShapeProto.newBuilder()
                        .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(2)))).build();
        byte[] file = OnnxMl.ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(17))
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setDomain(DOMAIN).setVersion(1))
                .setGraph(OnnxMl.GraphProto.newBuilder().setName("quick")
                        .addInput(OnnxMl.ValueInfoProto.newBuilder().setName("x").setType(type))
                        .addOutput(OnnxMl.ValueInfoProto.newBuilder().setName("y").setType(type))
                        .addNode(OnnxMl.NodeProto.newBuilder().setDomain(DOMAIN).setOpType("QuickGelu")
                                .addInput("x").addOutput("y")))
                .build().toByteArray();
        try (Engine engine = Engine.create()) {
            Tensor y = OnnxImport.of(engine.registry()).read(file)
                    .run(engine, Map.of("x", Tensor.of(new float[] {1, -1}, 2))).get("y");
            System.out.println("QuickGelu: " + Arrays.toString(y.toFloats()));
        }
    }
}
