package org.espalier.report.chart;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.espalier.report.chart.Chart.Bars;
import org.espalier.report.chart.Chart.Cells;
import org.espalier.report.chart.Chart.Lines;
import org.espalier.report.chart.Chart.Points;
import org.espalier.report.chart.Chart.Series;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws charts by XChart. */
final class XChartPainter implements Chart.Painter<org.knowm.xchart.internal.chartpart.Chart<?, ?>> {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 540;
    /** The axis of a logarithmic chart needs a number above 0. */
    private static final double LEAST = Double.MIN_NORMAL;

    @Override
    public org.knowm.xchart.internal.chartpart.Chart<?, ?> lines(Lines c) {
        return series(c.title(), c.x(), c.y(), c.series());
    }

    @Override
    public org.knowm.xchart.internal.chartpart.Chart<?, ?> points(Points c) {
        XYChart chart = series(c.title(), c.x(), c.y(), c.series());
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        chart.getStyler().setMarkerSize(9);
        chart.getSeriesMap().values().forEach(s -> s.setMarker(SeriesMarkers.CIRCLE));
        return chart;
    }

    private static XYChart series(String title, Chart.Axis xAxis, Chart.Axis yAxis, List<Series> all) {
        XYChart chart = chart(title, xAxis.title(), yAxis.title());
        chart.getStyler().setXAxisLogarithmic(xAxis.logarithmic());
        chart.getStyler().setYAxisLogarithmic(yAxis.logarithmic());
        for (Series s : all) {
            // A gap in y is NaN to XChart; a point without a place on the x axis cannot be drawn at all.
            List<Double> x = new ArrayList<>();
            List<Double> y = new ArrayList<>();
            for (int i = 0; i < s.x().size(); i++) {
                if (isPlaced(s.x().get(i), xAxis.logarithmic())) {
                    x.add(s.x().get(i));
                    y.add(isPlaced(s.y().get(i), yAxis.logarithmic()) ? s.y().get(i) : Double.NaN);
                }
            }
            if (y.stream().anyMatch(Double::isFinite)) {
                chart.addSeries(s.name(), x, y).setMarker(x.size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
            }
        }
        return chart;
    }

    private static boolean isPlaced(double v, boolean logarithmic) {
        return Double.isFinite(v) && (!logarithmic || v >= LEAST);
    }

    /** As an area with steps: XChart's bars stand on names, not on an axis of numbers. */
    @Override
    public org.knowm.xchart.internal.chartpart.Chart<?, ?> bars(Bars c) {
        XYChart chart = chart(c.title(), c.x().title(), c.y().title());
        chart.getStyler().setLegendVisible(false);
        // XChart would write all digits of an edge. Not for curves: it takes a logarithmic axis for a linear one then.
        chart.getStyler().setxAxisTickLabelsFormattingFunction(Ticks::number);
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.StepArea);
        List<Double> heights = new ArrayList<>(c.counts().stream().map(Long::doubleValue).toList());
        heights.add(heights.get(heights.size() - 1));
        chart.addSeries(c.title(), c.edges(), heights).setMarker(SeriesMarkers.NONE);
        return chart;
    }

    @Override
    public org.knowm.xchart.internal.chartpart.Chart<?, ?> cells(Cells c) {
        int n = c.rows().size();
        HeatMapChart chart = new HeatMapChartBuilder().width(720).height(660).title(c.title())
                .xAxisTitle(c.columnTitle()).yAxisTitle(c.rowTitle()).build();
        chart.getStyler().setShowValue(true);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setRangeColors(new Color[] {Color.WHITE, new Color(0x56b4e9), new Color(0x0072b2)});
        // XChart counts rows from below.
        List<String> upwards = names(n, i -> c.names().get(n - 1 - i));
        List<Number[]> cells = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                cells.add(new Number[] {j, i, c.rows().get(n - 1 - i).get(j)});
            }
        }
        chart.addSeries(c.title(), c.names(), upwards, cells);
        return chart;
    }

    private static List<String> names(int n, Function<Integer, String> name) {
        return IntStream.range(0, n).boxed().map(name).toList();
    }

    private static XYChart chart(String title, String x, String y) {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle(x).yAxisTitle(y).build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        return chart;
    }
}
