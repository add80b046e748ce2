package org.espalier.report.chart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.report.internal.ReportFile;
import org.espalier.report.recording.RecordingWriter;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.VectorGraphicsEncoder;

/**
 * Writes each chart of a run as a picture of its own, {@code charts/figure-loss.png} and so on, drawn by XChart.
 *
 * @param format PNG by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record ChartFiles(Format format) implements RecordingWriter {
    /** The kind of picture. */
    public enum Format {
        /** Pixels, 900 x 540. */
        PNG,
        /** Lines, for print and the web. */
        SVG
    }

    /** As PNG. */
    public static final ChartFiles DEFAULT = new ChartFiles(Format.PNG);

    /** In another format. */
    public ChartFiles withFormat(Format other) {
        return new ChartFiles(other);
    }

    @Override
    public Session start(Path folder) {
        return recording -> RunCharts.of(recording).forEach(c -> writeInto(folder, c));
    }

    /** Writes one chart among the others of a folder, as {@code charts/<id>.png} or {@code .svg}. */
    public void writeInto(Path folder, Chart chart) {
        write(chart, folder.resolve("charts").resolve(name(chart)));
    }

    private String name(Chart chart) {
        return chart.id() + "." + format.name().toLowerCase(Locale.ROOT);
    }

    /** Writes one chart. */
    public void write(Chart chart, Path file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        var drawn = chart.draw(new XChartPainter());
        try {
            if (format == Format.PNG) {
                BitmapEncoder.saveBitmap(drawn, bytes, BitmapEncoder.BitmapFormat.PNG);
            } else {
                VectorGraphicsEncoder.saveVectorGraphic(drawn, bytes, VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
            }
        } catch (IOException e) {
            throw new EspalierException("the chart '" + chart.title() + "' cannot be drawn: " + e.getMessage(), e);
        }
        ReportFile.write(file, bytes.toByteArray());
    }
}
