package org.espalier.data.csv;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.espalier.data.Dataset;
import org.espalier.data.file.Classes;
import org.espalier.plugin.DataException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** What a first pass over a table found: it is in order, so many rows, these classes and means. */
final class CsvScan {
    private final Path file;
    private Csv settings;
    private int size;

    private CsvScan(Csv csv, Path file) {
        this.settings = csv;
        this.file = file;
    }

    static CsvScan of(Csv csv, Path file) {
        CsvScan scan = new CsvScan(csv, file);
        scan.pass();
        return scan;
    }

    private void pass() {
        TreeSet<String> names = new TreeSet<>();
        try (CsvRows rows = new CsvRows(settings, file)) {
            CsvRowParser parser = new CsvRowParser(settings, rows.layout(), file);
            double[] sums = new double[parser.features().length];
            int[] counts = new int[sums.length];
            while (rows.next()) {
                if (parser.parse(rows)) {
                    size++;
                    names.add(parser.className());
                    add(parser, sums, counts);
                }
            }
            if (size == 0) {
                throw new DataException(file + " holds no examples"
                        + (settings.missing().rule() == Missing.Rule.SKIP ? ", or each of its rows misses something" : ""));
            }
            List<String> features = rows.layout().featureNames();
            // What is left out is said by the features from now on, so another table need not have it at all.
            settings = settings.withFeatures(features.toArray(String[]::new)).without();
            if (settings.missing().rule() == Missing.Rule.MEAN) {
                settings = settings.withMissing(Missing.values(means(features, sums, counts)));
            }
            if (parser.hasLabel() && settings.classes().isEmpty()) {
                settings = settings.withClasses(Classes.sorted(names));
            }
        }
    }

    private static void add(CsvRowParser parser, double[] sums, int[] counts) {
        for (int i = 0; i < sums.length; i++) {
            if (!parser.isAbsent(i)) {
                sums[i] += parser.features()[i];
                counts[i]++;
            }
        }
    }

    private Map<String, Double> means(List<String> features, double[] sums, int[] counts) {
        Map<String, Double> means = new LinkedHashMap<>();
        for (int i = 0; i < sums.length; i++) {
            if (counts[i] == 0) {
                throw new DataException("the column '" + features.get(i) + "' of " + file + " has no value at all, so it has no mean;"
                        + " leave it out with without");
            }
            means.put(features.get(i), sums[i] / counts[i]);
        }
        return means;
    }

    Path file() {
        return file;
    }

    /** How the file is read, with all that was found made fixed. */
    Csv settings() {
        return settings;
    }

    int size() {
        return size;
    }

    Map<String, TensorType> fields() {
        Map<String, TensorType> fields = new LinkedHashMap<>();
        fields.put(Dataset.INPUT, TensorType.of(DType.F32, settings.features().size()));
        if (!settings.label().isEmpty()) {
            fields.put(Dataset.TARGET, TensorType.of(DType.I64));
        } else if (!settings.targets().isEmpty()) {
            fields.put(Dataset.TARGET, TensorType.of(DType.F32, settings.targets().size()));
        }
        return fields;
    }

    /** A second pass, into arrays of the right size. */
    Dataset inMemory() {
        int width = settings.features().size();
        int wide = settings.targets().size();
        float[] inputs = new float[Math.multiplyExact(size, width)];
        float[] targets = new float[Math.multiplyExact(size, wide)];
        long[] labels = new long[size];
        try (CsvRows rows = new CsvRows(settings, file)) {
            CsvRowParser parser = new CsvRowParser(settings, rows.layout(), file);
            int row = 0;
            while (row < size && rows.next()) {
                if (parser.parse(rows)) {
                    System.arraycopy(parser.features(), 0, inputs, row * width, width);
                    System.arraycopy(parser.targets(), 0, targets, row * wide, wide);
                    labels[row] = parser.hasLabel() ? parser.label() : 0;
                    row++;
                }
            }
            if (row < size) {
                throw new DataException(file + " changed while it was read: it had " + size + " examples, and now has " + row);
            }
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put(Dataset.INPUT, Tensor.of(inputs, size, width));
        if (!settings.label().isEmpty()) {
            tensors.put(Dataset.TARGET, Tensor.of(labels));
        } else if (wide > 0) {
            tensors.put(Dataset.TARGET, Tensor.of(targets, size, wide));
        }
        return Dataset.of(tensors);
    }
}
