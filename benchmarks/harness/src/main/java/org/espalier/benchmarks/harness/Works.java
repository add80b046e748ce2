package org.espalier.benchmarks.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The work that a command line asks for: one of the {@link Catalogue}, changed or not, or one of sizes of one's own. */
public final class Works {
    /** The options that say what is to be done. */
    public static final Set<String> OPTIONS =
            Set.of("workload", "sizes", "input", "network", "batch", "optimizer", "samples", "pass");

    private static final String PERCEPTRON = "mlp";
    private static final String NETWORK = "net";
    private static final String GEMM = "gemm";
    private static final String CONVOLUTION = "conv";

    private Works() {}

    /** The work of an id with the options applied to it. */
    public static Work of(String id, Arguments a) {
        if (id.equals(GEMM)) {
            List<Integer> s = sizes(a, "M,N,K", 3);
            return new Gemm(s.get(0), s.get(1), s.get(2));
        }
        if (id.equals(CONVOLUTION)) {
            List<Integer> s = sizes(a, "IN,OUT,SIZE,KERNEL,BATCH", 5);
            String pass = a.text("pass", "forward");
            return Arrays.stream(Convolution.Pass.values())
                    .filter(p -> p.toString().equals(pass))
                    .map(p -> new Convolution(s.get(0), s.get(1), s.get(2), s.get(3), s.get(4), p))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("--pass is forward, data or weights, but was given '" + pass + "'"));
        }
        boolean own = id.equals(PERCEPTRON) || id.equals(NETWORK);
        Work work = own ? Workload.of(id, "784", "dense 10", 32, UpdateRule.ADAM, Measure.SAMPLES) : Catalogue.find(id);
        return work instanceof Workload w ? changed(w, a) : work;
    }

    private static List<Integer> sizes(Arguments a, String names, int count) {
        List<Integer> sizes = a.integers("sizes");
        if (sizes.size() != count) {
            throw new IllegalArgumentException("this workload needs --sizes " + names + ", but was given " + sizes);
        }
        return sizes;
    }

    private static Workload changed(Workload given, Arguments a) {
        Workload w = given;
        if (a.has("sizes")) {
            List<Integer> sizes = a.integers("sizes");
            if (sizes.size() < 2) {
                throw new IllegalArgumentException("--sizes takes the width of the input and those of the layers, but was given " + sizes);
            }
            w = w.withNetwork(new InputSpec(new ArrayList<>(sizes.subList(0, 1)), 0), Notation.perceptron(sizes));
        }
        if (a.has("network")) {
            w = w.withNetwork(InputSpec.parse(a.text("input", w.input().toString())), Notation.parse(a.text("network", "")));
        }
        if (a.has("batch")) {
            w = w.withBatch(a.integer("batch", 0));
        }
        if (a.has("optimizer")) {
            String name = a.text("optimizer", "");
            w = w.withRule(name.equals("none") ? null : UpdateRule.parse(name));
        }
        return a.has("samples") ? w.withSamples(a.integer("samples", 0)) : w;
    }
}
