package org.espalier.examples;

import java.util.List;
import org.espalier.data.Dataset;
import org.espalier.standard.data.Splits;
import org.espalier.tensor.Tensor;

/**
 * The handwritten digits that come with the examples: grey values from 0 to 1, f32[64], and the digit, i64[]. The test
 * set is a stratified fifth of all; of the rest, a stratified sixth is for validation.
 */
public record Digits(Dataset train, Dataset validation, Dataset test) {
    /** The seed of the split, the same for every run. */
    public static final long SPLIT_SEED = 2024;
    private static final int PIXELS = 64;
    private static final float WHITE = 16;

    /** Reads the embedded file and splits it. */
    public static Digits load() {
        List<Dataset> outer = Splits.stratified(all(), Dataset.TARGET, SPLIT_SEED, 0.8, 0.2);
        List<Dataset> inner = Splits.stratified(outer.get(0), Dataset.TARGET, SPLIT_SEED, 5.0 / 6, 1.0 / 6);
        return new Digits(inner.get(0), inner.get(1), outer.get(1));
    }

    /** All of them, in the order of the file. */
    static Dataset all() {
        List<String> lines = Embedded.lines("digits.csv.gz");
        float[] pixels = new float[lines.size() * PIXELS];
        long[] labels = new long[lines.size()];
        for (int row = 0; row < labels.length; row++) {
            String[] cells = lines.get(row).split(",");
            for (int i = 0; i < PIXELS; i++) {
                pixels[row * PIXELS + i] = Float.parseFloat(cells[i]) / WHITE;
            }
            labels[row] = (long) Float.parseFloat(cells[PIXELS]);
        }
        return Dataset.of(Tensor.of(pixels, labels.length, PIXELS), Tensor.of(labels));
    }
}
