package org.espalier.onnxruntime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The smallest ONNX files, put together byte by byte: one operator from inputs x0, x1, ... to an output y. */
final class TinyModel {
    private TinyModel() {}

    /**
     * @param elementTypes the number of each input's type in the enum of TensorProto, then the output's
     * @param dims each a number or a name
     */
    static byte[] of(String opType, int[] elementTypes, Object... dims) {
        Message node = new Message();
        Message graph = new Message();
        Message values = new Message();
        for (int i = 0; i < elementTypes.length - 1; i++) {
            node.text(1, "x" + i);
            values.message(11, value("x" + i, elementTypes[i], dims));
        }
        node.text(2, "y").text(4, opType);
        values.message(12, value("y", elementTypes[elementTypes.length - 1], dims));
        graph.message(1, node).text(2, "tiny").bytes(values.out.toByteArray());
        return new Message().number(1, 8)
                .message(7, graph)
                .message(8, new Message().text(1, "").number(2, 17))
                .out.toByteArray();
    }

    private static Message value(String name, int elementType, Object... dims) {
        Message shape = new Message();
        for (Object d : dims) {
            shape.message(1, d instanceof String s ? new Message().text(2, s) : new Message().number(1, (Integer) d));
        }
        Message tensor = new Message().number(1, elementType).message(2, shape);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    /** Protobuf's wire format, as far as it is needed: all lengths are below 16384. */
    private static final class Message {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, int value) {
            out.write(field << 3);
            out.write(value);
            return this;
        }

        Message text(int field, String value) {
            return nested(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return nested(field, value.out.toByteArray());
        }

        Message bytes(byte[] raw) {
            out.writeBytes(raw);
            return this;
        }

        private Message nested(int field, byte[] value) {
            out.write(field << 3 | 2);
            if (value.length > 127) {
                out.write(value.length & 0x7f | 0x80);
            }
            out.write(value.length > 127 ? value.length >> 7 : value.length);
            out.writeBytes(value);
            return this;
        }
    }
}
