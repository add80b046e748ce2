package org.espalier.standard.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.backend.Buffer;
import org.espalier.backend.Philox;
import org.espalier.data.Dataset;
import org.espalier.nn.RandomStream;
import org.espalier.plugin.API;
import org.espalier.plugin.DataException;
import org.espalier.tensor.Dim;
import org.espalier.tensor.TensorType;

/** Splits a data set into parts, by seed: equal seeds give equal parts, everywhere. */
@API(status = API.Status.STABLE, since = "0.1")
public final class Splits {
    private static final int STREAM = Philox.identity("split");

    private Splits() {}

    /**
     * Parts with these shares of the examples, which must add up to 1; every class has the same share of each part, as
     * nearly as its number of examples allows.
     *
     * @param target the field with a class index for each example
     * @throws DataException where a class would be missing from a part
     */
    public static List<Dataset> stratified(Dataset data, String target, long seed, double... shares) {
        requireExamples(data);
        requireShares(shares);
        List<List<Integer>> parts = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            parts.add(new ArrayList<>());
        }
        classes(data, target).forEach((label, rows) -> {
            int[] order = shuffled(rows, seed, label);
            int[] ends = ends(order.length, shares);
            int from = 0;
            for (int i = 0; i < shares.length; i++) {
                if (ends[i] == from) {
                    throw new DataException("class " + label + " has " + order.length + " examples, too few for " + shares.length
                            + " parts; part " + i + " would have none. Take larger shares, or parts without regard to classes");
                }
                for (; from < ends[i]; from++) {
                    parts.get(i).add(order[from]);
                }
            }
        });
        return parts.stream().map(p -> subset(data, p)).toList();
    }

    /** Parts with these shares of the examples, which must add up to 1, drawn without regard to classes. */
    public static List<Dataset> random(Dataset data, long seed, double... shares) {
        requireExamples(data);
        requireShares(shares);
        int[] order = shuffled(allRows(data), seed, 0);
        int[] ends = ends(order.length, shares);
        List<Dataset> parts = new ArrayList<>();
        int from = 0;
        for (int end : ends) {
            if (end == from) {
                throw new DataException("a data set of " + data.size() + " examples is too small for " + shares.length + " parts");
            }
            parts.add(data.subset(Arrays.copyOfRange(order, from, end)));
            from = end;
        }
        return parts;
    }

    /** One training and one test set. */
    public record Fold(Dataset training, Dataset test) {}

    /** k folds whose test sets together are the whole, drawn without regard to classes. */
    public static List<Fold> kFold(Dataset data, long seed, int k) {
        requireFolds(data, k);
        int[] foldOf = new int[data.size()];
        int next = 0;
        for (int row : shuffled(allRows(data), seed, 0)) {
            foldOf[row] = next++ % k;
        }
        return folds(data, foldOf, k);
    }

    /**
     * k folds whose test sets together are the whole; every class is spread evenly over them.
     *
     * @param target the field with a class index for each example
     * @throws DataException where a class would be missing from a test set
     */
    public static List<Fold> kFold(Dataset data, String target, long seed, int k) {
        requireFolds(data, k);
        int[] foldOf = new int[data.size()];
        int next = 0;
        for (var entry : classes(data, target).entrySet()) {
            if (entry.getValue().size() < k) {
                throw new DataException("class " + entry.getKey() + " has " + entry.getValue().size() + " examples, too few for " + k
                        + " folds; a test set would have none. Take fewer folds, or folds without regard to classes");
            }
            for (int row : shuffled(entry.getValue(), seed, entry.getKey())) {
                foldOf[row] = next++ % k;
            }
        }
        return folds(data, foldOf, k);
    }

    private static void requireExamples(Dataset data) {
        if (data.size() == 0) {
            throw new DataException("there is nothing to split: the data set is empty");
        }
    }

    private static void requireFolds(Dataset data, int k) {
        requireExamples(data);
        if (k < 2 || k > data.size()) {
            throw new DataException("the number of folds must be from 2 to the " + data.size() + " examples, but was " + k);
        }
    }

    private static List<Fold> folds(Dataset data, int[] foldOf, int k) {
        List<Fold> folds = new ArrayList<>();
        for (int f = 0; f < k; f++) {
            List<Integer> test = new ArrayList<>();
            List<Integer> training = new ArrayList<>();
            for (int row = 0; row < foldOf.length; row++) {
                (foldOf[row] == f ? test : training).add(row);
            }
            folds.add(new Fold(subset(data, training), subset(data, test)));
        }
        return folds;
    }

    private static SortedMap<Long, List<Integer>> classes(Dataset data, String target) {
        TensorType type = data.fields().get(target);
        if (type == null || !type.dtype().isInteger() || type.shape().size() != 1) {
            throw new DataException("a stratified split needs a field '" + target + "' with a class index for each example, but the data has "
                    + data.fields());
        }
        Buffer labels = Buffer.allocate(type.batched(Dim.of(data.size())));
        List<Integer> rows = allRows(data);
        data.read(target, rows.stream().mapToInt(Integer::intValue).toArray(), data.size(), labels);
        SortedMap<Long, List<Integer>> classes = new TreeMap<>();
        rows.forEach(row -> classes.computeIfAbsent(labels.getLong(row), k -> new ArrayList<>()).add(row));
        return classes;
    }

    private static List<Integer> allRows(Dataset data) {
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            rows.add(i);
        }
        return rows;
    }

    private static int[] shuffled(List<Integer> rows, long seed, long label) {
        int[] order = rows.stream().mapToInt(Integer::intValue).toArray();
        new RandomStream(seed, label, STREAM).shuffle(order);
        return order;
    }

    private static int[] ends(int n, double[] shares) {
        int[] ends = new int[shares.length];
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            sum += shares[i];
            ends[i] = i == shares.length - 1 ? n : (int) Math.round(sum * n);
        }
        return ends;
    }

    private static void requireShares(double[] shares) {
        double sum = 0;
        for (double s : shares) {
            if (!(s > 0)) {
                throw new DataException("the share of a part must be above 0, but was " + s);
            }
            sum += s;
        }
        if (Math.abs(sum - 1) > 1e-9) {
            throw new DataException("the shares of the parts must add up to 1, but add up to " + sum);
        }
    }

    private static Dataset subset(Dataset data, List<Integer> rows) {
        return data.subset(rows.stream().mapToInt(Integer::intValue).sorted().toArray());
    }
}
