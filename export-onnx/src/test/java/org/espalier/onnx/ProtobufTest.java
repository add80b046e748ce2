package org.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import org.junit.jupiter.api.Test;

/** The generated ONNX classes work with the protobuf runtime that we ship, which is a later one than they were made for. */
class ProtobufTest {

    @Test
    void aModelSurvivesWritingAndReading() throws Exception {
        OnnxMl.ModelProto model = OnnxMl.ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(OnnxMl.GraphProto.newBuilder().setName("g")
                        .addNode(OnnxMl.NodeProto.newBuilder().setOpType("Relu").addInput("x").addOutput("y")))
                .build();

        byte[] bytes = model.toByteArray();

        assertThat(OnnxMl.ModelProto.parseFrom(bytes)).isEqualTo(model);
        // Field 1 (ir_version) as a varint comes first: tag 0x08, value 8.
        assertThat(bytes).startsWith(0x08, 0x08);
    }
}
