package org.espalier.examples;

import org.espalier.core.model.Model;
import org.espalier.data.Dataset;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** Counts how often each class was taken for which. */
final class Confusion {
    private Confusion() {}

    /** Rows are the true classes, columns the guesses. */
    static Tensor counts(Model model, Dataset data) {
        Tensor scores = model.predict(data.all(Dataset.INPUT));
        Tensor labels = data.all(Dataset.TARGET);
        int k = (int) scores.shape().length(1);
        double[] counts = new double[k * k];
        for (int row = 0; row < labels.size(); row++) {
            int best = 0;
            for (int c = 1; c < k; c++) {
                if (scores.getDouble(row * k + c) > scores.getDouble(row * k + best)) {
                    best = c;
                }
            }
            counts[(int) labels.getLong(row) * k + best]++;
        }
        return Tensor.rounded(TensorType.of(DType.I64, k, k), counts);
    }

    /** The counts as text. */
    static String table(Tensor counts) {
        int k = (int) counts.shape().length(0);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                text.append(String.format("%5d", counts.getLong(i * k + j)));
            }
            text.append(System.lineSeparator());
        }
        return text.toString();
    }
}
