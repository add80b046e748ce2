package org.espalier.standard.preprocessing;

import java.util.Arrays;
import org.espalier.data.Dataset;
import org.espalier.plugin.DataException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** Mean, biased variance, least and greatest value of each feature of a field, in double precision. */
record Figures(Shape shape, double[] mean, double[] variance, double[] least, double[] greatest) {
    static Figures of(String preprocessing, Dataset data, String field) {
        TensorType type = data.fields().get(field);
        if (type == null || type.dtype() == DType.BOOL) {
            throw new DataException("[" + preprocessing + "] there must be a field '" + field + "' of numbers, but the"
                    + " data set has " + data.fields());
        }
        int width = Math.toIntExact(type.shape().size());
        Figures figures = new Figures(type.shape(), new double[width], new double[width], new double[width],
                new double[width]);
        figures.collect(preprocessing, data, field);
        return figures;
    }

    /** Welford's method: one pass, and no difference of large sums. */
    private void collect(String preprocessing, Dataset data, String field) {
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
        int width = mean.length;
        Chunks.forEach(data, field, (buffer, from, count) -> {
            for (int i = 0; i < count * width; i++) {
                double v = buffer.getDouble(i);
                if (!Double.isFinite(v)) {
                    throw new DataException("[" + preprocessing + "] '" + field + "' must hold finite numbers, but holds "
                            + v + ", at row " + (from + i / width) + ", element " + i % width);
                }
                add(i % width, from + i / width + 1, v);
            }
        });
        for (int j = 0; j < width; j++) {
            variance[j] /= data.size();
        }
    }

    private void add(int feature, int n, double v) {
        double delta = v - mean[feature];
        mean[feature] += delta / n;
        variance[feature] += delta * (v - mean[feature]);
        least[feature] = Math.min(least[feature], v);
        greatest[feature] = Math.max(greatest[feature], v);
    }

    /** Whether all examples have the same value of a feature. */
    boolean isConstant(int feature) {
        return least[feature] == greatest[feature];
    }

    /** One figure for each feature, in the shape of an example. */
    Tensor tensor(double[] figures) {
        return Tensor.of(new TensorType(DType.F64, shape), figures);
    }
}
