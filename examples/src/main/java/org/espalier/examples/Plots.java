package org.espalier.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.espalier.core.fit.History;
import org.espalier.tensor.Tensor;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Pictures of what a training led to. */
final class Plots {
    private Plots() {}

    /** Loss and accuracy over the epochs, of training and validation. */
    static void learningCurve(History history, Path file) {
        XYChart chart = new XYChartBuilder().width(900).height(540).title("Learning curve").xAxisTitle("epoch").build();
        chart.getStyler().setYAxisGroupPosition(1, Styler.YAxisPosition.Right);
        chart.setYAxisGroupTitle(0, "loss");
        chart.setYAxisGroupTitle(1, "accuracy");
        double[] epochs = IntStream.rangeClosed(1, history.epochs().size()).asDoubleStream().toArray();
        for (String figure : history.figures()) {
            if (figure.endsWith("loss") || figure.endsWith("accuracy")) {
                chart.addSeries(figure, epochs, history.series(figure))
                        .setMarker(SeriesMarkers.NONE)
                        .setYAxisGroup(figure.endsWith("accuracy") ? 1 : 0);
            }
        }
        save(chart, file);
    }

    /** How often each true class (up) was taken for each class (right). */
    static void confusionMatrix(Tensor counts, Path file) {
        int k = (int) counts.shape().length(0);
        int[] classes = IntStream.range(0, k).toArray();
        int[][] cells = new int[k][k];
        for (int truth = 0; truth < k; truth++) {
            for (int guess = 0; guess < k; guess++) {
                cells[guess][truth] = (int) counts.getDouble(truth * k + guess);
            }
        }
        HeatMapChart chart = new HeatMapChartBuilder().width(700).height(640).title("Confusion matrix (test)")
                .xAxisTitle("recognised as").yAxisTitle("digit").build();
        chart.getStyler().setShowValue(true);
        chart.addSeries("examples", classes, classes, cells);
        save(chart, file);
    }

    private static void save(Chart<?, ?> chart, Path file) {
        try {
            BitmapEncoder.saveBitmap(chart, file.toString(), BitmapEncoder.BitmapFormat.PNG);
        } catch (IOException e) {
            throw new UncheckedIOException("the picture " + file + " cannot be written", e);
        }
    }
}
