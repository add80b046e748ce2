package org.espalier.reference.samediff;

import java.util.List;
import java.util.Optional;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.testkit.OpSpec;
import org.espalier.testkit.Sample;

/** Who else knows the value of a sample, where SameDiff says another. */
final class Witness {
    private Witness() {}

    /** Whether our values are those that a sample with these inputs states, or that the op's formula gives. */
    static boolean values(OpSpec spec, Sample s, DType taken, Registry registry, List<Tensor> actual) {
        List<Tensor> inputs = s.inputs(taken);
        Attributes attributes = s.attributes(taken, registry);
        for (Sample other : spec.samples()) {
            if (other.expected().isPresent() && (spec.dtypes(other).contains(taken) || other == s)
                    && other.attributes(taken, registry).equals(attributes) && other.inputs(taken).equals(inputs)) {
                return agree(actual, other.expected().get());
            }
        }
        Optional<OpSpec.Formula> f = spec.formula();
        return f.isPresent()
                && Gradients.error(actual.get(0).toDoubles(), formula(f.get(), inputs, actual.get(0).shape())) <= OpComparison.TOLERANCE;
    }

    static boolean agree(List<Tensor> actual, List<double[]> expected) {
        for (int i = 0; i < expected.size(); i++) {
            if (!(Gradients.error(actual.get(i).toDoubles(), expected.get(i)) <= OpComparison.TOLERANCE)) {
                return false;
            }
        }
        return true;
    }

    private static double[] formula(OpSpec.Formula f, List<Tensor> inputs, Shape shape) {
        double[] y = new double[(int) shape.size()];
        double[] elements = new double[inputs.size()];
        for (int i = 0; i < y.length; i++) {
            for (int k = 0; k < elements.length; k++) {
                elements[k] = inputs.get(k).getDouble(broadcast(i, inputs.get(k).shape().lengths(), shape.lengths()));
            }
            y[i] = f.of(elements);
        }
        return y;
    }

    /** Which element of an input meets an element of the result. */
    private static int broadcast(int element, long[] input, long[] result) {
        long at = 0;
        long[] own = Places.strides(input);
        long[] all = Places.strides(result);
        for (int i = 0; i < input.length; i++) {
            int axis = result.length - input.length + i;
            at += input[i] == 1 ? 0 : element / all[axis] % result[axis] * own[i];
        }
        return (int) at;
    }
}
