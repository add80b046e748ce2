package org.espalier.data.csv;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.espalier.plugin.DataException;

/**
 * Which cell of a row is what.
 *
 * @param columns the names of all columns
 * @param features the positions of the features
 * @param targets the positions of the numbers to be learnt
 * @param label the position of the label, -1 where there is none
 */
record CsvLayout(List<String> columns, int[] features, int[] targets, int label) {
    static CsvLayout of(Csv csv, List<String> columns, Path file) {
        Set<String> seen = new HashSet<>();
        for (String c : columns) {
            if (!seen.add(c)) {
                throw new DataException(file + " has two columns '" + c + "'; give them different names in the header");
            }
        }
        csv.excluded().forEach(c -> position(c, columns, file));
        int label = csv.label().isEmpty() ? -1 : position(csv.label(), columns, file);
        int[] targets = positions(csv.targets(), columns, file);
        Set<String> others = new HashSet<>(csv.excluded());
        others.addAll(csv.targets());
        others.add(csv.label());
        List<String> features = csv.features().isEmpty()
                ? columns.stream().filter(c -> !others.contains(c)).toList()
                : csv.features();
        for (String f : features) {
            if (others.contains(f)) {
                throw new DataException("the column '" + f + "' of " + file + " is named as a feature and as something else;"
                        + " name it once");
            }
        }
        if (features.isEmpty()) {
            throw new DataException(file + " has no column left for features among " + columns);
        }
        return new CsvLayout(List.copyOf(columns), positions(features, columns, file), targets, label);
    }

    List<String> featureNames() {
        List<String> names = new ArrayList<>();
        for (int f : features) {
            names.add(columns.get(f));
        }
        return names;
    }

    private static int[] positions(List<String> names, List<String> columns, Path file) {
        return names.stream().mapToInt(n -> position(n, columns, file)).toArray();
    }

    private static int position(String name, List<String> columns, Path file) {
        int at = columns.indexOf(name);
        if (at < 0) {
            throw new DataException(file + " has no column '" + name + "'; its columns are " + columns);
        }
        return at;
    }
}
