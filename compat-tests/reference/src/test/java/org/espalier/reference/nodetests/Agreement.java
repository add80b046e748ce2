package org.espalier.reference.nodetests;

import java.util.Map;
import org.espalier.tensor.Tensor;

/**
 * Compares outputs: type and shape exactly, integers and truth values exactly, reals as ONNX's own runner does.
 *
 * @param misfit what does not agree, or null
 * @param error the largest distance from what is expected, relative to the larger of that number and 1
 */
record Agreement(String misfit, double error) {
    private static final double RELATIVE = 1e-3;
    private static final double ABSOLUTE = 1e-7;

    static Agreement of(Map<String, Tensor> actual, Map<String, Tensor> expected) {
        double error = 0;
        for (Map.Entry<String, Tensor> e : expected.entrySet()) {
            Tensor found = actual.get(e.getKey());
            if (found == null || !found.type().equals(e.getValue().type())) {
                return new Agreement("output '" + e.getKey() + "' is " + (found == null ? "missing" : found.type())
                        + " instead of " + e.getValue().type(), error);
            }
            for (int i = 0; i < found.size(); i++) {
                double a = found.getDouble(i);
                double b = e.getValue().getDouble(i);
                if (!agree(a, b, found.dtype().isFloating())) {
                    return new Agreement("output '" + e.getKey() + "' is " + a + " instead of " + b + " at " + i + " of "
                            + found.type(), error);
                }
                if (Double.isFinite(b)) {
                    error = Math.max(error, Math.abs(a - b) / Math.max(1, Math.abs(b)));
                }
            }
        }
        return new Agreement(null, error);
    }

    private static boolean agree(double a, double b, boolean floating) {
        return Double.compare(a, b) == 0 || a == b
                || (floating && Math.abs(a - b) <= ABSOLUTE + RELATIVE * Math.abs(b) && Double.isFinite(b));
    }
}
