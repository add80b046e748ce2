package org.espalier.report.recording;

import java.util.List;
import org.espalier.plugin.API;
import org.espalier.tensor.Tensor;

/**
 * Numbers that tell how the elements of a tensor are spread. All but the counts look at finite elements alone.
 *
 * @param path the parameter or layer
 * @param kind what is looked at
 * @param count how many elements
 * @param notFinite how many of them are NaN or infinite
 * @param mean the mean
 * @param deviation the standard deviation, dividing by the number
 * @param norm the root of the sum of squares
 * @param zeros the share of elements that are 0
 * @param saturated the share of elements within 2 % of the range from one of the activation's limits (|a| > 0.96 for tanh,
 *     where the derivative is below 8 % of its greatest); NaN where it has no limits
 * @param dead the share of units (positions in an example) that are 0 for all examples of the batch; NaN for what is no
 *     activation
 * @param histogram the elements
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Distribution(
        String path, Kind kind, long count, long notFinite, double mean, double deviation, double norm, double zeros,
        double saturated, double dead, Histogram histogram) {
    private static final double NEAR = 0.02;

    /** What is looked at. */
    public enum Kind {
        /** A parameter, after the step. */
        WEIGHT,
        /** The gradient of the loss by a parameter. */
        GRADIENT,
        /** What a layer yields for a batch. */
        ACTIVATION
    }

    /** Of a parameter or a gradient. */
    public static Distribution of(String path, Kind kind, Tensor values, int bins) {
        return of(path, kind, values, bins, List.of(), Double.NaN);
    }

    /**
     * Of what a layer yields.
     *
     * @param values [batch, ...]
     * @param limits the activation's least and greatest value, or empty
     */
    public static Distribution ofActivation(String path, Tensor values, int bins, List<Double> limits) {
        return of(path, Kind.ACTIVATION, values, bins, limits, deadUnits(values));
    }

    private static Distribution of(
            String path, Kind kind, Tensor tensor, int bins, List<Double> limits, double dead) {
        double[] values = new double[tensor.size()];
        long finite = 0;
        long zeros = 0;
        long near = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            double v = tensor.getDouble(i);
            values[i] = v;
            if (Double.isFinite(v)) {
                finite++;
                sum += v;
                squares += v * v;
                zeros += v == 0 ? 1 : 0;
                near += isNear(v, limits) ? 1 : 0;
            }
        }
        double mean = sum / finite;
        double deviation = 0;
        for (double v : values) {
            deviation += Double.isFinite(v) ? (v - mean) * (v - mean) : 0;
        }
        return new Distribution(path, kind, values.length, values.length - finite, mean, Math.sqrt(deviation / finite),
                Math.sqrt(squares), (double) zeros / finite, limits.isEmpty() ? Double.NaN : (double) near / finite, dead,
                Histogram.of(values, bins));
    }

    private static boolean isNear(double v, List<Double> limits) {
        if (limits.isEmpty()) {
            return false;
        }
        double margin = NEAR * (limits.get(1) - limits.get(0));
        return v < limits.get(0) + margin || v > limits.get(1) - margin;
    }

    private static double deadUnits(Tensor values) {
        int batch = values.shape().rank() == 0 ? 0 : (int) values.shape().length(0);
        if (batch == 0 || values.size() == 0) {
            return Double.NaN;
        }
        int units = values.size() / batch;
        int dead = 0;
        for (int u = 0; u < units; u++) {
            boolean all = true;
            for (int row = 0; row < batch && all; row++) {
                all = values.getDouble(row * units + u) == 0;
            }
            dead += all ? 1 : 0;
        }
        return (double) dead / units;
    }
}
