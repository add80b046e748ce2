package org.espalier.benchmarks.harness;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The works that have a name. */
public final class Catalogue {
    private static final String MNIST_MLP = "dense 256 relu, dense 128 relu, dense 10";
    private static final Map<String, Work> WORKS = works();

    private Catalogue() {}

    private static Map<String, Work> works() {
        Map<String, Work> w = new LinkedHashMap<>();
        add(w, Workload.of("A", "64", "dense 32 relu, dense 10", 32, UpdateRule.SGD, Measure.STEPS));
        add(w, Workload.of("B", "784", MNIST_MLP, 128, UpdateRule.ADAM, Measure.SAMPLES));
        add(w, Workload.of("C", "1024", "dense 2048 relu, dense 2048 relu, dense 1000", 256, UpdateRule.MOMENTUM, Measure.SAMPLES));
        add(w, Workload.of("D", "1x28x28", "conv 20 5, maxpool 2, conv 50 5, maxpool 2, flatten, dense 500 relu, dense 10",
                64, UpdateRule.ADAM, Measure.SAMPLES));
        add(w, Workload.of("E", "784", "dense 512, batchnorm, relu, dropout 0.5, dense 512, batchnorm, relu, dropout 0.5, dense 10",
                128, UpdateRule.ADAM, Measure.SAMPLES));
        add(w, Workload.of("F1", "784", MNIST_MLP, 1, null, Measure.LATENCY));
        add(w, Workload.of("F256", "784", MNIST_MLP, 256, null, Measure.SAMPLES));
        add(w, Workload.of("G", "3x32x32", stage(32) + stage(64) + stage(128) + "flatten, dense 256 relu, dense 10",
                64, UpdateRule.MOMENTUM, Measure.SAMPLES));
        add(w, Workload.of("H", "tokens 5000x50", "embedding 5000 64, lstm 128, dense 10", 32, UpdateRule.ADAM, Measure.SAMPLES));
        add(w, Workload.of("I", "tokens 5000x64",
                "embedding 5000 128, positions, encoder 4 512, encoder 4 512, mean, dense 10",
                32, UpdateRule.ADAMW, Measure.SAMPLES));
        add(w, Workload.of("J", "784", MNIST_MLP, 128, UpdateRule.ADAM, Measure.START).withSamples(60_000));
        for (int n : new int[] {1024, 2048}) {
            add(w, new Gemm(n, n, n));
        }
        int[][] shapes = {{3, 32, 32}, {32, 32, 32}, {32, 64, 16}, {64, 64, 16}, {64, 128, 8}, {128, 128, 8}};
        for (int[] s : shapes) {
            for (Convolution.Pass pass : Convolution.Pass.values()) {
                if (s[0] > 3 || pass != Convolution.Pass.DATA) { // images need no gradient
                    add(w, new Convolution(s[0], s[1], s[2], 3, 64, pass));
                }
            }
        }
        return w;
    }

    private static String stage(int filters) {
        String half = "conv " + filters + " 3 same, batchnorm, relu, ";
        return half + half + "maxpool 2, ";
    }

    private static void add(Map<String, Work> works, Work w) {
        works.put(w.id().toLowerCase(Locale.ROOT), w);
    }

    /** The ids, in order. */
    public static List<String> ids() {
        return WORKS.values().stream().map(Work::id).toList();
    }

    /** The work of an id, in any case. */
    public static Work find(String id) {
        Work found = WORKS.get(id.toLowerCase(Locale.ROOT));
        if (found == null) {
            throw new IllegalArgumentException("there is no workload '" + id + "'; there are " + ids()
                    + ", and 'mlp' or 'net' of sizes of your own");
        }
        return found;
    }
}
