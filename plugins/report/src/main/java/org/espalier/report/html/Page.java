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
        html.append("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n")
                .append("<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
                // Nothing may be fetched, not even by mistake.
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline';"
                        + " img-src data:\"/>\n<link rel=\"icon\" href=\"data:,\"/>\n<title>Training report</title>\n<style>\n")
                .append(Style.CSS).append("</style>\n</head>\n<body>\n<h1>Training report</h1>\n");
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
        return html.append("</body>\n</html>\n").toString();
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
        html.append("<div><dt>").append(escape(name)).append("</dt><dd>").append(escape(value)).append("</dd></div>");
    }

    private void charts(String title, List<Chart> charts, SvgPainter painter) {
        if (charts.isEmpty()) {
            return;
        }
        html.append("<h2>").append(escape(title)).append("</h2>\n<div class=\"charts\">\n");
        for (Chart c : charts) {
            html.append("<figure><figcaption>").append(escape(c.title())).append("</figcaption>").append(c.draw(painter));
            if (c instanceof Chart.Lines lines && lines.series().size() > 1) {
                html.append(SvgPainter.legend(lines));
            }
            html.append("</figure>\n");
        }
        html.append("</div>\n");
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
