package org.espalier.report.html;

import java.util.List;
import java.util.Locale;
import org.espalier.plugin.API;
import org.espalier.report.chart.SearchCharts;
import org.espalier.report.chart.SvgPainter;
import org.espalier.report.search.Trials;
import org.espalier.report.search.Trials.Trial;

/** A search as one HTML file that needs nothing else: its charts, and its trials as a table. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class SearchReport {
    private SearchReport() {}

    /** The page as text. */
    public static String text(Trials trials) {
        StringBuilder html = new StringBuilder();
        HtmlPage.begin(html, "Search for hyper-parameters");
        html.append("<dl>");
        HtmlPage.fact(html, "trials", Integer.toString(trials.trials().size()));
        HtmlPage.fact(html, "judged by", trials.figure() + ", " + (trials.largerIsBetter() ? "larger" : "smaller") + " is better");
        trials.best().ifPresent(best -> {
            HtmlPage.fact(html, "best trial", Integer.toString(best.number()));
            HtmlPage.fact(html, "its " + trials.figure(), String.format(Locale.ROOT, "%.5g", best.figure()));
            best.point().forEach((name, value) -> HtmlPage.fact(html, name, String.valueOf(value)));
        });
        html.append("</dl>\n");
        HtmlPage.charts(html, "Charts", SearchCharts.of(trials), new SvgPainter(620, 300));
        html.append("<h2>Numbers</h2>\n");
        Table table = new Table(html, "trials", "Trials");
        table.head("trial");
        trials.dimensions().forEach(d -> table.head(d.name()));
        List.of(trials.figure(), "epochs", "state", "seconds", "reason").forEach(table::head);
        trials.trials().forEach(t -> row(table, t, trials));
        table.end();
        return HtmlPage.end(html);
    }

    private static void row(Table table, Trial t, Trials trials) {
        table.row().cell(t.number());
        trials.dimensions().forEach(d -> table.cell(String.valueOf(t.point().get(d.name()))));
        table.cell(t.figure()).cell(t.epochs()).cell(t.state()).cell(t.seconds()).cell(t.reason());
    }
}
