package org.espalier.report.html;

import static org.espalier.report.chart.SvgPainter.escape;

import java.util.List;
import org.espalier.report.chart.Chart;
import org.espalier.report.chart.SvgPainter;

/** What all pages have: a head, facts, charts, an end. Well-formed XML too, so that any parser reads it. */
final class HtmlPage {
    private HtmlPage() {}

    static void begin(StringBuilder html, String title) {
        html.append("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n")
                .append("<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
                // Nothing may be fetched, not even by mistake.
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline';"
                        + " img-src data:\"/>\n<link rel=\"icon\" href=\"data:,\"/>\n<title>").append(escape(title))
                .append("</title>\n<style>\n").append(Style.CSS).append("</style>\n</head>\n<body>\n<h1>").append(escape(title))
                .append("</h1>\n");
    }

    static void fact(StringBuilder html, String name, String value) {
        html.append("<div><dt>").append(escape(name)).append("</dt><dd>").append(escape(value)).append("</dd></div>");
    }

    static void charts(StringBuilder html, String title, List<Chart> charts, SvgPainter painter) {
        if (charts.isEmpty()) {
            return;
        }
        html.append("<h2>").append(escape(title)).append("</h2>\n<div class=\"charts\">\n");
        for (Chart c : charts) {
            html.append("<figure><figcaption>").append(escape(c.title())).append("</figcaption>").append(c.draw(painter))
                    .append(SvgPainter.legend(c)).append("</figure>\n");
        }
        html.append("</div>\n");
    }

    static String end(StringBuilder html) {
        return html.append("</body>\n</html>\n").toString();
    }
}
