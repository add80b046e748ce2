package org.espalier.reference.samediff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Graph;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.nd4j.autodiff.samediff.SDVariable;

/** Values and gradients of whole random graphs in f64 beside those of SameDiff; some of them beside differences too. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class RandomGraphsAgainstSameDiffTest {
    private static final int GRAPHS = 200;
    private static final int LEAST_KINDS = 126;
    private static final int LEAST_OF_EACH = 5;
    private static final double TOLERANCE = 1e-12;
    /** Every so many graphs are compared with differences too. */
    private static final int DIFFERENCES = 20;

    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> figures = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private double valueError;
    private double gradientError;

    @Test
    void valuesAndGradients() throws IOException {
        int ops = 0;
        try (Gradients ours = new Gradients(Registry.discover())) {
            for (int seed = 0; seed < GRAPHS; seed++) {
                RandomDag dag = RandomDag.of(ours, seed);
                assertThat(dag.ops().size()).isBetween(RandomDag.LEAST, RandomDag.MOST);
                ops += dag.ops().size();
                dag.ops().forEach(n -> counts.merge(n.op().id(), 1, Integer::sum));
                compare(ours, seed, dag);
            }
        }
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target", "samediff-graphs.md"), figures);
        System.out.printf(Locale.ROOT, "%d random graphs of seeds 0 to %d, %d ops of %d kinds: values within %.1e, gradients within %.1e%n",
                GRAPHS, GRAPHS - 1, ops, counts.size(), valueError, gradientError);
        assertThat(failures).as("graphs that differ").isEmpty();
        assertThat(counts).hasSizeGreaterThanOrEqualTo(LEAST_KINDS);
        assertThat(counts).allSatisfy((op, n) -> assertThat(n).as(op).isGreaterThanOrEqualTo(LEAST_OF_EACH));
        SameDiffDocument.hold("graphs", document(ops));
    }

    private String document(int ops) {
        return GRAPHS + " graphs, of the seeds 0 to " + (GRAPHS - 1) + ", with " + ops + " ops of " + counts.size()
                + " kinds. All values and all gradients agree; " + GRAPHS / DIFFERENCES
                + " graphs are compared with differences as well. How often each op comes:\n\n"
                + counts.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(", ")) + ".";
    }

    private void compare(Gradients ours, int seed, RandomDag dag) {
        Graph graph = dag.graph();
        List<Tensor> u = graph.outputs().stream().map(p -> Gradients.cotangent(p.type(), p.edge().id())).toList();
        List<Tensor> values = ours.values(graph, dag.inputs());
        Map<String, double[]> gradients = ours.gradients(graph, dag.inputs(), graph.outputs(), u);
        SameDiffGraph theirs = new SameDiffGraph();
        double v = 0;
        double g = 0;
        String what = "seed " + seed + ", " + dag.ops().size() + " ops";
        try {
            List<SDVariable> y = List.copyOf(theirs.write(ours, graph, dag.inputs()).values());
            for (int i = 0; i < y.size(); i++) {
                v = Math.max(v, Gradients.error(values.get(i).toDoubles(), theirs.value(y.get(i))));
            }
            for (Map.Entry<String, double[]> e : theirs.gradients(y, u).entrySet()) {
                g = Math.max(g, Gradients.error(gradients.get(e.getKey()), e.getValue()));
            }
        } catch (RuntimeException e) {
            failures.add(what + ": SameDiff refuses: " + e + "\n" + graph);
            return;
        }
        what += String.format(Locale.ROOT, ": values within %.1e, gradients within %.1e", v, g);
        figures.add(what);
        boolean checked = seed % DIFFERENCES == 0 || !(g <= TOLERANCE);
        boolean witness = !checked || ours.differences(graph, dag.inputs(), graph.outputs(), u).passed(1e-6);
        if (!(v <= TOLERANCE && g <= TOLERANCE && witness)) {
            failures.add(what + (checked ? "; differences are " + (witness ? "" : "not ") + "on our side" : "") + "\n" + graph);
        }
        valueError = Math.max(valueError, v);
        gradientError = Math.max(gradientError, g);
    }
}
