package org.espalier.report.html;

import static org.espalier.report.chart.SvgPainter.escape;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.espalier.report.chart.Chart;
import org.espalier.report.chart.RunCharts;
import org.espalier.report.chart.SvgPainter;
import org.espalier.report.recording.Distribution;
import org.espalier.report.recording.Recording;
import org.espalier.report.recording.Recording.EpochPoint;

/** The text of one report: well-formed XML too, so that any parser reads it. */
final class Page {
    private static final SvgPainter LARGE = new SvgPainter(620, 300);
    private static final SvgPainter SMALL = new SvgPainter(300, 180);

    private final Recording recording;
    private final StringBuilder html = new StringBuilder();

    Page(Recording recording) {
        this.recording = recording;
    }

    String write() {
        HtmlPage.begin(html, "Training report");
        facts();
        charts("Curves", RunCharts.curves(recording), LARGE);
        charts("Confusion", RunCharts.matrices(recording), LARGE);
        charts("Weights", RunCharts.histograms(recording, Distribution.Kind.WEIGHT), SMALL);
        charts("Gradients", RunCharts.histograms(recording, Distribution.Kind.GRADIENT), SMALL);
        charts("Activations", RunCharts.histograms(recording, Distribution.Kind.ACTIVATION), SMALL);
        if (!recording.graph().isEmpty()) {
            html.append("<h2>Network</h2>\n<div class=\"wide\">").append(GraphDrawing.of(recording.graph(), lastSeen()))
                    .append("</div>\n<details><summary>Layers</summary><pre>").append(escape(recording.run().summary()))
                    .append("</pre></details>\n");
        }
        html.append("<h2>Numbers</h2>\n");
        figures();
        norms();
        lastDistributions();
        return HtmlPage.end(html);
    }

    /** What was seen within the network when it was last looked at. */
    private List<Distribution> lastSeen() {
        return recording.epochs().stream().map(EpochPoint::distributions).filter(d -> !d.isEmpty())
                .reduce((before, last) -> last).orElse(List.of());
    }

    private void facts() {
        Recording.RunInfo run = recording.run();
        html.append("<dl>");
        fact("started", Instant.ofEpochMilli((long) (run.startedAt() * 1000)).truncatedTo(ChronoUnit.SECONDS).toString());
        fact("epochs", recording.epochs().size() + " of " + run.epochs());
        fact("steps an epoch", Long.toString(run.stepsPerEpoch()));
        fact("batch size", Integer.toString(run.batchSize()));
        fact("seed", Long.toString(run.seed()));
        if (!recording.epochs().isEmpty()) {
            EpochPoint last = recording.epochs().get(recording.epochs().size() - 1);
            fact("time", String.format(Locale.ROOT, "%.1f s", last.at()));
            last.figures().forEach((name, v) -> fact(name, String.format(Locale.ROOT, "%.5g", v)));
        }
        fact("outcome", recording.outcome().isEmpty() ? "still running" : recording.outcome());
        html.append("</dl>\n");
    }

    private void fact(String name, String value) {
        HtmlPage.fact(html, name, value);
    }

    private void charts(String title, List<Chart> charts, SvgPainter painter) {
        HtmlPage.charts(html, title, charts, painter);
    }

    private void figures() {
        Table table = new Table(html, "figures", "Figures of each epoch");
        table.head("epoch").head("step").head("learning rate").head("seconds");
        recording.figures().forEach(table::head);
        for (EpochPoint e : recording.epochs()) {
            table.row().cell(e.epoch() + 1).cell(e.step()).cell(e.learningRate()).cell(e.seconds());
            recording.figures().forEach(f -> table.cell(e.figures().getOrDefault(f, Double.NaN)));
        }
        table.end();
    }

    private void norms() {
        var paths = recording.paths(Distribution.Kind.GRADIENT);
        if (paths.isEmpty()) {
            return;
        }
        Table table = new Table(html, "gradient-norms", "Gradient norms in the last step of each epoch");
        table.head("epoch");
        paths.forEach(table::head);
        for (EpochPoint e : recording.epochs()) {
            var found = e.distributions(Distribution.Kind.GRADIENT);
            table.row().cell(e.epoch() + 1);
            paths.forEach(p -> table.cell(found.containsKey(p) ? found.get(p).norm() : Double.NaN));
        }
        table.end();
    }

    private void lastDistributions() {
        if (recording.epochs().isEmpty()) {
            return;
        }
        List<Distribution> last = recording.epochs().get(recording.epochs().size() - 1).distributions();
        if (last.isEmpty()) {
            return;
        }
        Table table = new Table(html, "distributions", "Weights, gradients and activations in the last step");
        table.head("path").head("kind").head("elements").head("not finite").head("mean").head("deviation").head("norm")
                .head("share of zeros").head("saturated").head("dead units");
        for (Distribution d : last) {
            table.row().cell(d.path()).cell(d.kind().name().toLowerCase(Locale.ROOT)).cell(d.count()).cell(d.notFinite())
                    .cell(d.mean()).cell(d.deviation()).cell(d.norm()).cell(d.zeros()).cell(d.saturated()).cell(d.dead());
        }
        table.end();
    }
}
