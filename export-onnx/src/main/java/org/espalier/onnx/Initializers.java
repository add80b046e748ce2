package org.espalier.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.espalier.core.io.TensorStreams;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;

/**
 * Weights by their path, and constants by their content: equal constants share one initializer, and its name says
 * what is in it, so that it does not change with the rest of the model.
 */
final class Initializers {
    private static final int SPELLED_OUT = 4;

    private final Names names;
    private final Map<String, Tensor> all = new LinkedHashMap<>();
    private final Map<Tensor, String> constants = new HashMap<>();

    Initializers(Names names) {
        this.names = names;
    }

    /** Adds a weight; its name is its path, unless an input or output has that name. */
    String weight(String path, Tensor value) {
        String name = names.unique(path);
        all.put(name, value);
        return name;
    }

    /** The name of a constant. */
    String constant(Tensor value) {
        return constants.computeIfAbsent(value, v -> {
            String name = names.unique("const/" + describe(v));
            all.put(name, v);
            return name;
        });
    }

    /** Whether a name stands for a weight or a constant. */
    boolean has(String name) {
        return all.containsKey(name);
    }

    /** Those that are used, in the order in which they were added. */
    Map<String, Tensor> used(Set<String> names) {
        Map<String, Tensor> used = new LinkedHashMap<>(all);
        used.keySet().retainAll(names);
        return used;
    }

    private static String describe(Tensor t) {
        StringJoiner type = new StringJoiner("x").add(t.dtype().toString());
        t.shape().dims().forEach(d -> type.add(d.toString()));
        if (t.size() > SPELLED_OUT) {
            return type + "/" + String.format("%08x", checksum(t));
        }
        StringJoiner elements = new StringJoiner("_");
        for (int i = 0; i < t.size(); i++) {
            elements.add(element(t, i));
        }
        return type + "/" + elements;
    }

    private static String element(Tensor t, int i) {
        if (t.dtype() == DType.F32) {
            return Float.toString((float) t.getDouble(i));
        }
        return t.dtype().isFloating() ? Double.toString(t.getDouble(i)) : Long.toString(t.getLong(i));
    }

    private static long checksum(Tensor t) {
        CheckedOutputStream sum = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
        try {
            TensorStreams.write(t, sum);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sum.getChecksum().getValue();
    }
}
