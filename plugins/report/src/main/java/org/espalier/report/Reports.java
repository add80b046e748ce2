package org.espalier.report;

import java.nio.file.Path;
import org.espalier.graph.WorkedGraph;
import org.espalier.plugin.API;
import org.espalier.report.chart.ChartFiles;
import org.espalier.report.chart.SearchCharts;
import org.espalier.report.csv.CsvLog;
import org.espalier.report.graph.WorkedDrawing;
import org.espalier.report.html.HtmlReport;
import org.espalier.report.html.SearchReport;
import org.espalier.report.internal.ReportFile;
import org.espalier.report.recording.Recording;
import org.espalier.report.recording.RecordingWriter;
import org.espalier.report.search.Trials;
import org.espalier.report.search.TrialsFile;
import org.espalier.report.tensorboard.TensorBoardLog;

/** Recording and writers by name, for a static import. */
@API(status = API.Status.STABLE, since = "0.1")
public final class Reports {
    private Reports() {}

    /** Records a run into a folder, with a report and a CSV log. */
    public static Recorder recorder(Path folder) {
        return Recorder.into(folder);
    }

    /** A report as one HTML file. */
    public static HtmlReport html() {
        return HtmlReport.DEFAULT;
    }

    /** The figures as comma-separated values. */
    public static CsvLog csv() {
        return CsvLog.DEFAULT;
    }

    /** An event file for TensorBoard. */
    public static TensorBoardLog tensorBoard() {
        return TensorBoardLog.DEFAULT;
    }

    /** Charts as PNG. */
    public static ChartFiles pngCharts() {
        return ChartFiles.DEFAULT;
    }

    /** Charts as SVG. */
    public static ChartFiles svgCharts() {
        return new ChartFiles(ChartFiles.Format.SVG);
    }

    /** Makes files of a recording. */
    public static void write(Recording recording, Path folder, RecordingWriter... writers) {
        for (RecordingWriter w : writers) {
            w.start(folder).write(recording);
        }
    }

    /**
     * Makes a page, {@code search.html}, and a picture of each chart of what a search found, from the file that it wrote;
     * also while it goes on.
     *
     * @param folder of the search, where all of this goes
     */
    public static void searchReport(Path folder, ChartFiles pictures) {
        Trials trials = TrialsFile.read(folder);
        SearchCharts.of(trials).forEach(c -> pictures.writeInto(folder, c));
        ReportFile.write(folder.resolve("search.html"), SearchReport.text(trials));
    }

    /** Draws a graph with its values and derivatives into an SVG file; see {@link WorkedDrawing}. */
    public static void draw(WorkedGraph worked, Path file) {
        ReportFile.write(file, WorkedDrawing.svg(worked));
    }
}
