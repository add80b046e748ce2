package org.espalier.report.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import org.espalier.plugin.API;
import org.espalier.report.chart.Chart.Axis;
import org.espalier.report.chart.Chart.Lines;
import org.espalier.report.chart.Chart.Points;
import org.espalier.report.chart.Chart.Series;
import org.espalier.report.search.Trials;
import org.espalier.report.search.Trials.Dimension;
import org.espalier.report.search.Trials.Trial;

/** The charts of a search: its figure over each hyper-parameter, and over the epochs of all trials. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class SearchCharts {
    /** A figure that spans more than this is shown on a logarithmic axis. */
    private static final double WIDE = 50;

    private SearchCharts() {}

    /** All charts; none where no trial has a figure yet. */
    public static List<Chart> of(Trials trials) {
        List<Chart> charts = new ArrayList<>();
        if (trials.best().isPresent()) {
            trials.dimensions().forEach(d -> charts.add(over(d, trials)));
            charts.add(curves(trials));
        }
        return charts;
    }

    private static Chart over(Dimension d, Trials trials) {
        List<String> texts = List.copyOf(new TreeSet<>(trials.trials().stream()
                .map(t -> t.point().get(d.name())).filter(v -> !(v instanceof Number)).map(String::valueOf).toList()));
        Map<String, List<Trial>> kinds = kinds(trials);
        List<Series> series = new ArrayList<>();
        kinds.forEach((name, some) -> series.add(new Series(name,
                some.stream().map(t -> position(t.point().get(d.name()), texts)).toList(),
                some.stream().map(Trial::figure).toList())));
        return new Points("trials-" + d.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"),
                trials.figure() + " over " + d.name(), new Axis(title(d, texts), d.logarithmic()),
                axis(trials, trials.trials().stream().mapToDouble(Trial::figure)), series);
    }

    /** What is no number has its place by its name. */
    private static double position(Object value, List<String> texts) {
        return value instanceof Number n ? n.doubleValue() : texts.indexOf(String.valueOf(value));
    }

    private static String title(Dimension d, List<String> texts) {
        StringBuilder title = new StringBuilder(d.name());
        for (int i = 0; i < texts.size(); i++) {
            title.append(i == 0 ? ": " : ", ").append(i).append(' ').append(texts.get(i));
        }
        return title.toString();
    }

    private static Chart curves(Trials trials) {
        List<Series> series = new ArrayList<>();
        kinds(trials).forEach((name, some) -> series.add(joined(name, some)));
        return new Lines("trials-curves", trials.figure() + " of all trials", Axis.linear("epoch"),
                axis(trials, trials.trials().stream().flatMap(t -> t.curve().stream()).mapToDouble(Double::doubleValue)), series);
    }

    /** The curves of several trials in one colour, with a gap before each. */
    private static Series joined(String name, List<Trial> some) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (Trial t : some) {
            x.add(1.0);
            y.add(Double.NaN);
            for (int epoch = 0; epoch < t.curve().size(); epoch++) {
                x.add(epoch + 1.0);
                y.add(t.curve().get(epoch));
            }
        }
        return new Series(name, x, y);
    }

    private static Axis axis(Trials trials, DoubleStream values) {
        double[] finite = values.filter(Double::isFinite).toArray();
        double low = DoubleStream.of(finite).min().orElse(1);
        double high = DoubleStream.of(finite).max().orElse(1);
        return new Axis(trials.figure(), low > 0 && high / low > WIDE);
    }

    /** The trials that are told apart; those without a figure have no place in a chart. */
    private static Map<String, List<Trial>> kinds(Trials trials) {
        Trial best = trials.best().orElseThrow();
        Map<String, List<Trial>> kinds = new LinkedHashMap<>();
        for (Trial t : trials.trials()) {
            String kind = t.equals(best) ? "best" : t.state().equals("paused") ? "not to its end" : "to its end";
            if (Double.isFinite(t.figure())) {
                kinds.computeIfAbsent(kind, k -> new ArrayList<>()).add(t);
            }
        }
        // Drawn last, the best lies on top.
        kinds.put("best", kinds.remove("best"));
        return kinds;
    }
}
