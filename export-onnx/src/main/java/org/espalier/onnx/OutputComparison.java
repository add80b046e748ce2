package org.espalier.onnx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.plugin.ExportException;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;

/** Compares one output of a file with the model's. */
record OutputComparison(Path file, String runtime, String batch, Tolerance tolerance) {
    private static final Tolerance EQUAL = new Tolerance(0, 0);

    VerificationReport.Comparison compare(String output, Tensor expected, Tensor found) {
        if (expected == null || found == null) {
            throw new ExportException("the output '" + output + "' is not among the results of "
                    + (expected == null ? "the model" : file + " in " + runtime));
        }
        if (!expected.type().equals(found.type())) {
            throw new ExportException("the output '" + output + "' of " + file + " is " + found.type() + " in " + runtime
                    + ", but " + expected.type() + " in the model (" + batch + ")");
        }
        Tolerance allowed = expected.dtype().isFloating() ? tolerance : EQUAL;
        double largest = 0;
        double worst = 0;
        int at = -1;
        for (int i = 0; i < expected.size(); i++) {
            double y = expected.getDouble(i);
            double other = found.getDouble(i);
            double excess = allowed.excess(y, other);
            if (excess > worst) {
                worst = excess;
                at = i;
            }
            largest = Double.compare(y, other) == 0 ? largest : Math.max(largest, Math.abs(y - other));
        }
        if (at >= 0) {
            throw new ExportException("the output '" + output + "' of " + file + " differs at "
                    + position(at, expected.shape()) + " (" + batch + "): " + runtime + " gives " + found.getDouble(at)
                    + ", the model " + expected.getDouble(at) + ", which is more than " + allowed + " apart");
        }
        return new VerificationReport.Comparison(batch, output, expected.size(), largest);
    }

    private static List<Long> position(int index, Shape shape) {
        List<Long> position = new ArrayList<>();
        long rest = index;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            position.add(0, rest % shape.length(axis));
            rest /= shape.length(axis);
        }
        return position;
    }
}
