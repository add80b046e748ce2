package org.espalier.onnx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.backend.Philox;
import org.espalier.graph.Graph;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * Made-up inputs for a verification: numbers from a standard normal distribution, bytes and truth values from a uniform
 * one, and integers that are 0 or 1, which any index can be. The same for the same seed, name and lengths.
 */
final class SampleInputs {
    private SampleInputs() {}

    static Map<String, Tensor> of(List<Graph.Port> inputs, Map<String, Long> lengths, long seed) {
        Map<String, Tensor> all = new LinkedHashMap<>();
        inputs.forEach(p -> all.put(p.name(), sample(p.type().bind(lengths), p.name(), seed)));
        return all;
    }

    private static Tensor sample(TensorType type, String name, long seed) {
        int identity = Philox.identity(name);
        double[] values = new double[Math.toIntExact(type.shape().size())];
        for (int i = 0; i < values.length; i++) {
            int first = Philox.word(seed, 0, identity, 2 * i);
            values[i] = type.dtype().isFloating() ? Philox.normal(first, Philox.word(seed, 0, identity, 2 * i + 1))
                    : type.dtype() == DType.U8 ? first >>> 24
                    : first >>> 31;
        }
        return Tensor.rounded(type, values);
    }
}
