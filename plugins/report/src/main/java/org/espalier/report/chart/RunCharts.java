package org.espalier.report.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.espalier.plugin.API;
import org.espalier.report.chart.Chart.Axis;
import org.espalier.report.chart.Chart.Bars;
import org.espalier.report.chart.Chart.Cells;
import org.espalier.report.chart.Chart.Lines;
import org.espalier.report.chart.Chart.Series;
import org.espalier.report.recording.Distribution;
import org.espalier.report.recording.Histogram;
import org.espalier.report.recording.Recording;
import org.espalier.report.recording.Recording.EpochPoint;
import org.espalier.report.recording.Recording.StepPoint;

/** The charts of a recording. */
@API(status = API.Status.STABLE, since = "0.1")
public final class RunCharts {
    private static final String VALIDATION = "val_";
    private static final Axis EPOCH = Axis.linear("epoch");

    private RunCharts() {}

    /** All charts: curves, then matrices, then histograms of the last epoch that has them. */
    public static List<Chart> of(Recording r) {
        List<Chart> charts = new ArrayList<>(curves(r));
        charts.addAll(matrices(r));
        for (Distribution.Kind kind : Distribution.Kind.values()) {
            charts.addAll(histograms(r, kind));
        }
        return charts;
    }

    /** Curves of figures, the learning rate, gradients and activations. */
    public static List<Chart> curves(Recording r) {
        List<Chart> charts = new ArrayList<>();
        Ids ids = new Ids("figure-");
        for (String figure : bases(r.figures())) {
            charts.add(figure(r, figure, ids));
        }
        charts.add(steps(r, "batch-loss", "Loss of single batches", "loss", StepPoint::loss));
        charts.add(steps(r, "learning-rate", "Learning rate", "learning rate", StepPoint::learningRate));
        charts.add(layers(r, "gradient-norm", "Gradient norm by parameter", Axis.logarithmic("norm"),
                Distribution.Kind.GRADIENT, Distribution::norm));
        charts.add(layers(r, "weight-norm", "Weight norm by parameter", Axis.logarithmic("norm"),
                Distribution.Kind.WEIGHT, Distribution::norm));
        charts.add(layers(r, "saturated", "Share of saturated values by activation", Axis.linear("share"),
                Distribution.Kind.ACTIVATION, Distribution::saturated));
        charts.add(layers(r, "dead", "Share of dead units by layer", Axis.linear("share"),
                Distribution.Kind.ACTIVATION, Distribution::dead));
        charts.removeIf(c -> c instanceof Lines l && l.series().isEmpty());
        return charts;
    }

    /** The loss over learning rates that were tried, from a search for a rate. */
    public static Chart learningRates(List<Double> rates, List<Double> losses, List<Double> smoothed) {
        return new Lines("learning-rates", "Loss by learning rate", Axis.logarithmic("learning rate"), Axis.logarithmic("loss"),
                List.of(new Series("loss of the batch", rates, losses), new Series("smoothed", rates, smoothed)));
    }

    /** The square tables of the last epoch that has any, such as confusion matrices. */
    public static List<Chart> matrices(Recording r) {
        List<Chart> charts = new ArrayList<>();
        Ids ids = new Ids("matrix-");
        last(r, e -> e.tables().size()).tables().forEach((name, t) -> {
            if (t.isSquare()) {
                int n = t.rows().size();
                List<String> classes = r.run().classes().size() == n
                        ? r.run().classes()
                        : IntStream.range(0, n).mapToObj(Integer::toString).toList();
                charts.add(new Cells(ids.of(name), "Confusion matrix: " + name, "true class", "taken for",
                        classes, t.rows()));
            }
        });
        return charts;
    }

    /** The histograms of one kind, from the last epoch that has any. */
    public static List<Chart> histograms(Recording r, Distribution.Kind kind) {
        List<Chart> charts = new ArrayList<>();
        String name = kind.name().toLowerCase(Locale.ROOT);
        Ids ids = new Ids("histogram-" + name + "-");
        last(r, e -> e.distributions().size()).distributions(kind).forEach((path, d) -> {
            Histogram h = d.histogram();
            charts.add(new Bars(ids.of(path), path, Axis.linear(name), Axis.linear("elements"),
                    IntStream.rangeClosed(0, h.counts().size()).mapToObj(h::edge).toList(), h.counts()));
        });
        return charts;
    }

    private static EpochPoint last(Recording r, ToDoubleFunction<EpochPoint> count) {
        for (int i = r.epochs().size() - 1; i >= 0; i--) {
            if (count.applyAsDouble(r.epochs().get(i)) > 0) {
                return r.epochs().get(i);
            }
        }
        return new EpochPoint(0, 0, 0, 0, 0, Map.of(), Map.of(), List.of());
    }

    /** Figures without the prefix of validation, each once. */
    private static Set<String> bases(Set<String> figures) {
        Set<String> bases = new LinkedHashSet<>();
        figures.forEach(f -> bases.add(f.startsWith(VALIDATION) ? f.substring(VALIDATION.length()) : f));
        return bases;
    }

    private static Chart figure(Recording r, String base, Ids ids) {
        List<Series> series = new ArrayList<>();
        for (String name : List.of(base, VALIDATION + base)) {
            if (r.figures().contains(name)) {
                series.add(over(r, name.equals(base) ? "training" : "validation",
                        e -> e.figures().getOrDefault(name, Double.NaN)));
            }
        }
        String title = r.figures().contains(base) ? base : VALIDATION + base;
        return new Lines(ids.of(title), title, EPOCH, Axis.linear(title), series);
    }

    private static Series over(Recording r, String name, ToDoubleFunction<EpochPoint> value) {
        return new Series(name,
                r.epochs().stream().map(e -> e.epoch() + 1.0).toList(),
                r.epochs().stream().map(value::applyAsDouble).toList());
    }

    private static Chart steps(Recording r, String id, String title, String y, ToDoubleFunction<StepPoint> value) {
        List<Series> series = r.steps().isEmpty()
                ? List.of()
                : List.of(new Series(y,
                        r.steps().stream().map(s -> (double) s.step()).toList(),
                        r.steps().stream().map(value::applyAsDouble).toList()));
        return new Lines(id, title, Axis.linear("step"), Axis.linear(y), series);
    }

    private static Chart layers(
            Recording r, String id, String title, Axis y, Distribution.Kind kind, ToDoubleFunction<Distribution> value) {
        Map<String, Series> series = new LinkedHashMap<>();
        for (String path : r.paths(kind)) {
            Series s = over(r, path, e -> {
                Distribution d = e.distributions(kind).get(path);
                return d == null ? Double.NaN : value.applyAsDouble(d);
            });
            if (s.y().stream().anyMatch(Double::isFinite)) {
                series.put(path, s);
            }
        }
        return new Lines(id, title, EPOCH, y, List.copyOf(series.values()));
    }
}
