package org.espalier.report.html;

import static org.espalier.report.chart.SvgPainter.escape;

/** Writes a table that can be folded away; numbers are written so that they read back as the same double. */
final class Table {
    private final StringBuilder html;
    private boolean inBody;

    Table(StringBuilder html, String id, String title) {
        this.html = html;
        html.append("<details open=\"open\"><summary>").append(escape(title)).append("</summary><div class=\"wide\"><table id=\"")
                .append(escape(id)).append("\"><thead><tr>");
    }

    Table head(String name) {
        html.append("<th>").append(escape(name)).append("</th>");
        return this;
    }

    Table row() {
        html.append(inBody ? "</tr>\n<tr>" : "</tr></thead>\n<tbody><tr>");
        inBody = true;
        return this;
    }

    Table cell(String text) {
        html.append("<td>").append(escape(text)).append("</td>");
        return this;
    }

    Table cell(long number) {
        return cell(Long.toString(number));
    }

    Table cell(double number) {
        return cell(Double.isNaN(number) ? "" : Double.toString(number));
    }

    void end() {
        html.append(inBody ? "</tr></tbody>" : "</tr></thead>").append("</table></div></details>\n");
    }
}
