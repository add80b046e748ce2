package org.espalier.report.chart;

import static org.espalier.report.chart.SvgPainter.coordinate;
import static org.espalier.report.chart.SvgPainter.escape;
import static org.espalier.report.chart.SvgPainter.text;

/** The part of an SVG chart that curves and bars share: its size, its axes, its grid. */
final class Frame {
    private static final int LEFT = 62;
    private static final int RIGHT = 12;
    private static final int TOP = 10;
    private static final int BELOW = 40;

    private final int width;
    private final int height;
    private final Ticks x;
    private final Ticks y;

    Frame(int width, int height, Ticks x, Ticks y) {
        this.width = width;
        this.height = height;
        this.x = x;
        this.y = y;
    }

    double x(double value) {
        return across(x.position(value));
    }

    double y(double value) {
        return upwards(y.position(value));
    }

    double bottom() {
        return height - BELOW;
    }

    private double across(double position) {
        return LEFT + position * (width - LEFT - RIGHT);
    }

    private double upwards(double position) {
        return bottom() - position * (bottom() - TOP);
    }

    /** The start of an SVG element with a name for those who do not see it. */
    static StringBuilder svg(String id, String title, int width, int height) {
        return new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" id=\"").append(escape(id))
                .append("\" viewBox=\"0 0 ").append(width).append(' ').append(height).append("\" width=\"").append(width)
                .append("\" height=\"").append(height).append("\" aria-label=\"").append(escape(title)).append("\">");
    }

    StringBuilder open(String id, String title, String xTitle, String yTitle) {
        StringBuilder svg = svg(id, title, width, height);
        for (int i = 0; i < y.positions().size(); i++) {
            double at = upwards(y.positions().get(i));
            line(svg, LEFT, at, width - RIGHT, at);
            svg.append(text("tick", LEFT - 6, at + 4, "end", y.labels().get(i)));
        }
        for (int i = 0; i < x.positions().size(); i++) {
            double at = across(x.positions().get(i));
            line(svg, at, TOP, at, bottom());
            svg.append(text("tick", at, bottom() + 15, "middle", x.labels().get(i)));
        }
        return svg.append(text("axis", across(0.5), height - 6, "middle", xTitle))
                .append("<text class=\"axis\" text-anchor=\"middle\" transform=\"translate(13 ")
                .append(coordinate(upwards(0.5))).append(") rotate(-90)\">").append(escape(yTitle)).append("</text>");
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append("<path class=\"grid\" d=\"M").append(coordinate(x1)).append(' ').append(coordinate(y1)).append('L')
                .append(coordinate(x2)).append(' ').append(coordinate(y2)).append("\"/>");
    }
}
