package org.espalier.report.chart;

import java.util.List;
import org.espalier.plugin.API;

/** What a chart shows, apart from how it is drawn. */
@API(status = API.Status.STABLE, since = "0.1")
public sealed interface Chart {
    /** A name for files and anchors: small letters, digits and hyphens. */
    String id();

    /** The title. */
    String title();

    /** Its curves or kinds of points; none for other charts. */
    default List<Series> series() {
        return List.of();
    }

    /** Has it drawn. */
    <T> T draw(Painter<T> painter);

    /** A curve, or points of a kind; a point whose y is not finite is a gap. */
    record Series(String name, List<Double> x, List<Double> y) {
        public Series {
            x = List.copyOf(x);
            y = List.copyOf(y);
            if (x.size() != y.size()) {
                throw new IllegalArgumentException("the curve '" + name + "' has " + x.size() + " x and " + y.size() + " y");
            }
        }
    }

    /** An axis: what it shows, and whether it is logarithmic, where numbers that are not above 0 are gaps. */
    record Axis(String title, boolean logarithmic) {
        /** A linear axis. */
        public static Axis linear(String title) {
            return new Axis(title, false);
        }

        /** A logarithmic axis. */
        public static Axis logarithmic(String title) {
            return new Axis(title, true);
        }
    }

    /** Curves over common axes. */
    record Lines(String id, String title, Axis x, Axis y, List<Series> series) implements Chart {
        public Lines {
            series = List.copyOf(series);
        }

        @Override
        public <T> T draw(Painter<T> painter) {
            return painter.lines(this);
        }
    }

    /** Points over common axes, in kinds that are told apart. */
    record Points(String id, String title, Axis x, Axis y, List<Series> series) implements Chart {
        public Points {
            series = List.copyOf(series);
        }

        @Override
        public <T> T draw(Painter<T> painter) {
            return painter.points(this);
        }
    }

    /** A histogram: bars side by side, one more edge than bars. */
    record Bars(String id, String title, Axis x, Axis y, List<Double> edges, List<Long> counts) implements Chart {
        public Bars {
            edges = List.copyOf(edges);
            counts = List.copyOf(counts);
            if (edges.size() != counts.size() + 1) {
                throw new IllegalArgumentException(
                        "a histogram of " + counts.size() + " bars has " + edges.size() + " edges");
            }
        }

        @Override
        public <T> T draw(Painter<T> painter) {
            return painter.bars(this);
        }
    }

    /** A matrix of numbers as coloured cells, the first row on top. */
    record Cells(
            String id, String title, String rowTitle, String columnTitle, List<String> names, List<List<Double>> rows)
            implements Chart {
        public Cells {
            names = List.copyOf(names);
            rows = rows.stream().map(List::copyOf).toList();
        }

        @Override
        public <T> T draw(Painter<T> painter) {
            return painter.cells(this);
        }
    }

    /** Draws every kind of chart. */
    interface Painter<T> {
        /** Draws curves. */
        T lines(Lines chart);

        /** Draws points. */
        T points(Points chart);

        /** Draws a histogram. */
        T bars(Bars chart);

        /** Draws a matrix. */
        T cells(Cells chart);
    }
}
