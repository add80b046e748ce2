package org.espalier.core.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.Tensor;
import org.espalier.training.Metric;

/**
 * A metric and the output and target that it looks at.
 *
 * @param name the figure's name: the metric's, behind {@code <output>/} where it belongs to an objective
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Measured(Objective objective, Metric metric, String name) {
    /**
     * All metrics of a training or an evaluation.
     *
     * @param metrics those that look at the first objective, before those of each objective
     */
    public static List<Measured> all(List<Objective> objectives, List<Metric> metrics) {
        List<Measured> all = new ArrayList<>();
        metrics.forEach(m -> all.add(new Measured(objectives.get(0), m, m.name())));
        objectives.forEach(o -> o.metrics().forEach(m -> all.add(new Measured(o, m, o.output() + "/" + m.name()))));
        all.forEach(m -> {
            if (all.stream().filter(other -> other.name.equals(m.name)).count() > 1) {
                throw new EspalierException("there are two metrics with the name '" + m.name + "'; leave out one of them");
            }
        });
        return List.copyOf(all);
    }

    /** The sums over a batch that the metric is made of. */
    public List<Value> statistics(GraphBuilder b, Map<String, Value> outputs, Map<String, Value> fields, Value weight) {
        String before = b.at("metrics/" + name);
        List<Value> sums = metric.statistics(outputs.get(objective.output()), fields.get(objective.target()), weight);
        b.at(before);
        return sums;
    }

    /**
     * What metrics say of sums over all examples.
     *
     * @param sums the statistics of all metrics, one metric's behind the other's
     * @param counts how many of them each metric has
     */
    public static Evaluator.Measures measures(List<Measured> metrics, List<Tensor> sums, List<Integer> counts) {
        Map<String, Double> figures = new LinkedHashMap<>();
        Map<String, Tensor> tables = new LinkedHashMap<>();
        int from = 0;
        for (int i = 0; i < metrics.size(); i++) {
            Measured m = metrics.get(i);
            List<Tensor> own = sums.subList(from, from + counts.get(i));
            figures.put(m.name, m.metric.value(own));
            m.metric.table(own).ifPresent(t -> tables.put(m.name, t));
            from += own.size();
        }
        return new Evaluator.Measures(figures, tables);
    }
}
