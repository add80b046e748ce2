package org.espalier.report.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes protocol buffer messages field by field. The half dozen messages that event files need do not pay for a library
 * and generated classes.
 */
final class ProtoWriter {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ProtoWriter whole(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    ProtoWriter real(int field, double value) {
        tag(field, FIXED64);
        return raw(little(Long.BYTES).putDouble(value).array());
    }

    ProtoWriter single(int field, float value) {
        tag(field, FIXED32);
        return raw(little(Integer.BYTES).putFloat(value).array());
    }

    ProtoWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtoWriter message(int field, ProtoWriter value) {
        return bytes(field, value.toBytes());
    }

    /** Repeated doubles, packed. */
    ProtoWriter reals(int field, List<Double> values) {
        ByteBuffer packed = little(values.size() * Double.BYTES);
        values.forEach(packed::putDouble);
        return bytes(field, packed.array());
    }

    ProtoWriter bytes(int field, byte[] value) {
        tag(field, LENGTH);
        varint(value.length);
        return raw(value);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ProtoWriter raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    private void tag(int field, int type) {
        varint((long) field << 3 | type);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
