package org.espalier.report.chart;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.espalier.plugin.API;
import org.espalier.report.chart.Chart.Bars;
import org.espalier.report.chart.Chart.Cells;
import org.espalier.report.chart.Chart.Lines;
import org.espalier.report.chart.Chart.Points;
import org.espalier.report.chart.Chart.Series;

/**
 * Draws charts as SVG elements to stand within an HTML page, whose style they take: colours are {@code currentColor} or
 * classes {@code c0} to {@code c7}. Plain text made without AWT, which some Java runtimes for servers lack.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class SvgPainter implements Chart.Painter<String> {
    /** The number of colours, after which they start over. */
    public static final int COLOURS = 8;

    private static final int MOST_MARKS = 60;
    private static final int MOST_LETTERS = 18;
    private static final double LETTER = 6.2;
    private final int width;
    private final int height;

    /** Draws at a size, in pixels. */
    public SvgPainter(int width, int height) {
        this.width = width;
        this.height = height;
    }

    @Override
    public String lines(Lines c) {
        Frame f = frame(c.series(), c.x(), c.y());
        StringBuilder svg = f.open(c.id(), c.title(), c.x().title(), c.y().title());
        for (int i = 0; i < c.series().size(); i++) {
            curve(svg, f, c.series().get(i), "c" + i % COLOURS);
        }
        return svg.append("</svg>").toString();
    }

    @Override
    public String points(Points c) {
        Frame f = frame(c.series(), c.x(), c.y());
        StringBuilder svg = f.open(c.id(), c.title(), c.x().title(), c.y().title());
        for (int i = 0; i < c.series().size(); i++) {
            Series s = c.series().get(i);
            for (int k = 0; k < s.x().size(); k++) {
                mark(svg, f, s, k, "c" + i % COLOURS, 4);
            }
        }
        return svg.append("</svg>").toString();
    }

    private Frame frame(List<Series> series, Chart.Axis x, Chart.Axis y) {
        return new Frame(width, height, new Ticks(all(series, Series::x), x.logarithmic(), across()),
                new Ticks(all(series, Series::y), y.logarithmic(), upwards()));
    }

    private int across() {
        return Math.max(1, width / 150);
    }

    private int upwards() {
        return Math.max(1, height / 75);
    }

    private static DoubleStream all(List<Series> series, Function<Series, List<Double>> axis) {
        return series.stream().flatMap(s -> axis.apply(s).stream()).mapToDouble(Double::doubleValue);
    }

    private static void curve(StringBuilder svg, Frame f, Series s, String colour) {
        StringBuilder path = new StringBuilder();
        StringBuilder marks = new StringBuilder();
        boolean drawing = false;
        for (int i = 0; i < s.x().size(); i++) {
            double x = f.x(s.x().get(i));
            double y = f.y(s.y().get(i));
            if (!Double.isFinite(x) || !Double.isFinite(y)) {
                drawing = false;
                continue;
            }
            path.append(drawing ? "L" : "M").append(coordinate(x)).append(' ').append(coordinate(y));
            drawing = true;
            if (s.x().size() <= MOST_MARKS) {
                mark(marks, f, s, i, colour, 2.5);
            }
        }
        svg.append("<path class=\"line ").append(colour).append("\" d=\"").append(path).append("\"><title>")
                .append(escape(s.name())).append("</title></path>").append(marks);
    }

    private static void mark(StringBuilder svg, Frame f, Series s, int i, String colour, double radius) {
        double x = f.x(s.x().get(i));
        double y = f.y(s.y().get(i));
        if (Double.isFinite(x) && Double.isFinite(y)) {
            svg.append("<circle class=\"").append(colour).append("\" cx=\"").append(coordinate(x)).append("\" cy=\"")
                    .append(coordinate(y)).append("\" r=\"").append(coordinate(radius)).append("\"><title>")
                    .append(escape(s.name() + ": " + Ticks.number(s.y().get(i)) + " at " + Ticks.number(s.x().get(i))))
                    .append("</title></circle>");
        }
    }

    @Override
    public String bars(Bars c) {
        Frame f = new Frame(width, height,
                new Ticks(c.edges().stream().mapToDouble(Double::doubleValue), c.x().logarithmic(), across()),
                new Ticks(DoubleStream.concat(DoubleStream.of(0), c.counts().stream().mapToDouble(Long::doubleValue)),
                        c.y().logarithmic(), upwards()));
        StringBuilder svg = f.open(c.id(), c.title(), c.x().title(), c.y().title());
        for (int i = 0; i < c.counts().size(); i++) {
            double left = f.x(c.edges().get(i));
            double top = f.y(c.counts().get(i));
            svg.append("<rect class=\"bar\" x=\"").append(coordinate(left)).append("\" y=\"").append(coordinate(top))
                    .append("\" width=\"").append(coordinate(Math.max(f.x(c.edges().get(i + 1)) - left - 0.5, 0.5)))
                    .append("\" height=\"").append(coordinate(Math.max(f.bottom() - top, 0))).append("\"><title>")
                    .append(escape(c.counts().get(i) + " from " + Ticks.number(c.edges().get(i)) + " to "
                            + Ticks.number(c.edges().get(i + 1))))
                    .append("</title></rect>");
        }
        return svg.append("</svg>").toString();
    }

    @Override
    public String cells(Cells c) {
        int n = c.rows().size();
        double most = c.rows().stream().flatMap(List::stream).mapToDouble(Double::doubleValue).max().orElse(1);
        int letters = Math.min(MOST_LETTERS, c.names().stream().mapToInt(String::length).max().orElse(0));
        double edge = Math.max(50, 32 + letters * LETTER);
        double size = Math.min(46, Math.max(14, (Math.min(width, height * 2) - edge - 10) / Math.max(n, 1)));
        int side = (int) (edge + n * size + 20);
        StringBuilder svg = Frame.svg(c.id(), c.title(), side, side);
        for (int i = 0; i < n; i++) {
            double at = edge + i * size + size / 2;
            String name = c.names().get(i).length() <= MOST_LETTERS
                    ? c.names().get(i)
                    : c.names().get(i).substring(0, MOST_LETTERS - 1) + "…";
            svg.append(text("tick", edge - 6, at + 4, "end", name));
            // Names that do not fit above their column stand upright.
            svg.append(letters * LETTER < size
                    ? text("tick", at, edge - 6, "middle", name)
                    : upright("tick", at + 4, edge - 6, "start", name));
            for (int j = 0; j < c.rows().get(i).size(); j++) {
                cell(svg, c, edge + j * size, edge + i * size, size, most, i, j);
            }
        }
        return svg.append(text("axis", edge + n * size / 2, 14, "middle", c.columnTitle()))
                .append(upright("axis", 12, edge + n * size / 2, "middle", c.rowTitle())).append("</svg>").toString();
    }

    private static String upright(String style, double x, double y, String anchor, String text) {
        return "<text class=\"" + style + "\" text-anchor=\"" + anchor + "\" transform=\"translate(" + coordinate(x) + " "
                + coordinate(y) + ") rotate(-90)\">" + escape(text) + "</text>";
    }

    private static void cell(StringBuilder svg, Cells c, double x, double y, double size, double most, int i, int j) {
        double v = c.rows().get(i).get(j);
        double shade = most > 0 ? Math.sqrt(Math.max(v, 0) / most) : 0;
        svg.append("<g><rect class=\"cell\" x=\"").append(coordinate(x)).append("\" y=\"").append(coordinate(y))
                .append("\" width=\"").append(coordinate(size - 1)).append("\" height=\"").append(coordinate(size - 1))
                .append("\" fill-opacity=\"").append(coordinate(shade)).append("\"/>")
                .append(text(shade > 0.6 ? "value strong" : "value", x + size / 2, y + size / 2 + 4, "middle", Ticks.number(v)))
                .append("<title>").append(escape(c.rowTitle() + " " + c.names().get(i) + ", " + c.columnTitle() + " "
                        + c.names().get(j) + ": " + Ticks.number(v)))
                .append("</title></g>");
    }

    /** The names of a chart's curves or kinds of points with their colours, where there are several; otherwise nothing. */
    public static String legend(Chart chart) {
        List<Series> series = chart.series();
        if (series.size() < 2) {
            return "";
        }
        StringBuilder html = new StringBuilder("<p class=\"legend\">");
        for (int i = 0; i < series.size(); i++) {
            html.append("<span><i class=\"c").append(i % COLOURS).append("\"></i>").append(escape(series.get(i).name()))
                    .append("</span> ");
        }
        return html.append("</p>").toString();
    }

    static String text(String style, double x, double y, String anchor, String text) {
        return "<text class=\"" + style + "\" x=\"" + coordinate(x) + "\" y=\"" + coordinate(y) + "\" text-anchor=\"" + anchor
                + "\">" + escape(text) + "</text>";
    }

    /** A number to be read: in four digits, with an exponent where it is very large or small. */
    public static String number(double v) {
        return Ticks.number(v);
    }

    /** A coordinate, in hundredths. */
    public static String coordinate(double v) {
        String text = String.format(Locale.ROOT, "%.2f", v);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }

    /** Text as HTML and XML want it; characters that XML does not allow become question marks. */
    public static String escape(String text) {
        String allowed = text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x{D800}-\\x{DFFF}\\x{FFFE}\\x{FFFF}]", "?");
        return allowed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
