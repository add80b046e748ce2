package org.espalier.reference.samediff;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A SameDiff graph with our tensors going in and coming out. */
final class SameDiffGraph {
    final SameDiff sd = SameDiff.create();
    private final Map<String, SDVariable> variables = new LinkedHashMap<>();

    /** A variable where gradients exist, otherwise a constant. */
    SDVariable put(String name, Tensor t) {
        INDArray a = array(t);
        SDVariable v = t.dtype() == DType.F64 ? sd.var(name, a) : sd.constant(name, a);
        variables.put(name, v);
        return v;
    }

    static INDArray array(Tensor t) {
        long[] shape = t.shape().lengths();
        INDArray a = shape.length == 0 ? Nd4j.scalar(t.getDouble(0)) : Nd4j.createFromArray(t.toDoubles()).reshape(shape);
        return a.castTo(SameDiffOps.dataType(t.dtype()));
    }

    static double[] elements(INDArray a) {
        return a.castTo(org.nd4j.linalg.api.buffer.DataType.DOUBLE).dup('c').ravel().toDoubleVector();
    }

    double[] value(SDVariable y) {
        return elements(y.eval());
    }

    /** The gradients of the sum of y times u with respect to every variable, in the order of {@link #put}. */
    Map<String, double[]> gradients(SDVariable y, Tensor u) {
        SDVariable loss = y.mul(sd.constant("cotangent", array(u))).sum();
        return gradients(loss);
    }

    /** The gradients of a scalar. */
    Map<String, double[]> gradients(SDVariable loss) {
        loss.markAsLoss();
        List<String> names = new ArrayList<>();
        variables.forEach((name, v) -> {
            if (v.dataType() == org.nd4j.linalg.api.buffer.DataType.DOUBLE) {
                names.add(name);
            }
        });
        Map<String, INDArray> g = quietly(() -> sd.calculateGradients(null, names));
        Map<String, double[]> result = new LinkedHashMap<>();
        names.forEach(n -> result.put(n, elements(g.get(n))));
        return result;
    }

    /** SameDiff prints a line for every node that it differentiates. */
    private static <T> T quietly(Supplier<T> work) {
        PrintStream before = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            return work.get();
        } finally {
            System.setOut(before);
        }
    }
}
