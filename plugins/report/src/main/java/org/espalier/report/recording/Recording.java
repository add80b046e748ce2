package org.espalier.report.recording;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.plugin.API;

/**
 * All that is recorded of a run; what is written and drawn is made of this alone.
 *
 * @param run what was known when it started
 * @param graph the network's ops in inference mode, each after those it reads from
 * @param steps steps of which something was noted, in order
 * @param epochs finished epochs, in order
 * @param outcome how it ended; empty while it goes on
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Recording(
        RunInfo run, List<GraphNode> graph, List<StepPoint> steps, List<EpochPoint> epochs, String outcome) {
    public Recording {
        graph = List.copyOf(graph);
        steps = List.copyOf(steps);
        epochs = List.copyOf(epochs);
    }

    /**
     * What was known when a run started.
     *
     * @param startedAt seconds since 1970 began
     * @param classes the names of the classes in their order; empty where they are not known
     */
    public record RunInfo(
            int epochs, long stepsPerEpoch, int batchSize, long seed, String summary, double startedAt, List<String> classes) {
        public RunInfo {
            classes = List.copyOf(classes);
        }
    }

    /** One op of the network: a unique name, the op, the names of what it reads, the scope it stands in, what it yields. */
    public record GraphNode(String name, String op, List<String> inputs, String path, String type) {
        /** Stands in the place of an op for what the network reads. */
        public static final String INPUT = "Input";
        /** Stands in the place of an op for a parameter or state. */
        public static final String VARIABLE = "Variable";

        public GraphNode {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * One step: its number from 1, the batch's loss with penalties, the rate that was used.
     *
     * @param seconds since the run started
     */
    public record StepPoint(long step, double loss, double learningRate, double seconds) {}

    /** A matrix or tensor of a metric, such as a confusion matrix. */
    public record Table(List<Long> shape, List<Double> values) {
        public Table {
            shape = List.copyOf(shape);
            values = List.copyOf(values);
        }

        /** Whether it has as many rows as columns. */
        public boolean isSquare() {
            return shape.size() == 2 && shape.get(0).equals(shape.get(1));
        }

        /** The numbers row by row; for two dims. */
        public List<List<Double>> rows() {
            int columns = Math.toIntExact(shape.get(1));
            List<List<Double>> rows = new ArrayList<>();
            for (int i = 0; i < shape.get(0); i++) {
                rows.add(values.subList(i * columns, (i + 1) * columns));
            }
            return rows;
        }
    }

    /**
     * One finished epoch.
     *
     * @param epoch from 0
     * @param step the steps done by then
     * @param learningRate of its last step
     * @param seconds that its steps took
     * @param at seconds since the run started
     * @param figures by name
     * @param tables by the name of their metric
     * @param distributions of weights, gradients and activations in its last step
     */
    public record EpochPoint(
            int epoch, long step, double learningRate, double seconds, double at, Map<String, Double> figures,
            Map<String, Table> tables, List<Distribution> distributions) {
        public EpochPoint {
            figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
            tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
            distributions = List.copyOf(distributions);
        }

        /** The distributions of one kind, by path. */
        public Map<String, Distribution> distributions(Distribution.Kind kind) {
            Map<String, Distribution> found = new LinkedHashMap<>();
            distributions.stream().filter(d -> d.kind() == kind).forEach(d -> found.put(d.path(), d));
            return found;
        }
    }

    /** The names of all figures, in order of appearance. */
    public Set<String> figures() {
        Set<String> names = new LinkedHashSet<>();
        epochs.forEach(e -> names.addAll(e.figures().keySet()));
        return names;
    }

    /** The paths of which there are distributions of a kind, in order of appearance. */
    public Set<String> paths(Distribution.Kind kind) {
        Set<String> paths = new LinkedHashSet<>();
        epochs.forEach(e -> paths.addAll(e.distributions(kind).keySet()));
        return paths;
    }
}
