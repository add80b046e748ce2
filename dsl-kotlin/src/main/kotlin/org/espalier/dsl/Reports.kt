@file:API(status = API.Status.STABLE, since = "0.1")

package org.espalier.dsl

import java.nio.file.Path
import org.espalier.graph.WorkedGraph
import org.espalier.plugin.API
import org.espalier.report.GradientStatistics
import org.espalier.report.Recorder
import org.espalier.report.Reports
import org.espalier.report.chart.ChartFiles
import org.espalier.report.csv.CsvLog
import org.espalier.report.html.HtmlReport
import org.espalier.report.recording.Recording
import org.espalier.report.recording.RecordingWriter
import org.espalier.report.tensorboard.TensorBoardLog

// Words for espalier-report, which is an optional dependency: nothing here is loaded before it is used.

/** Records a run into a folder, and makes a report and a CSV log of it: `on(progress, recorder(Path.of("run")))`. */
public fun recorder(
    folder: Path,
    vararg writers: RecordingWriter = arrayOf<RecordingWriter>(htmlReport, csvLog),
    everySteps: Int = 0,
    bins: Int = Recorder.into(folder).bins(),
    values: List<String> = listOf("**"),
    gradients: List<String> = listOf("**"),
    classes: List<String> = listOf(),
): Recorder = Reports.recorder(folder).withWriters(*writers).withEverySteps(everySteps).withBins(bins)
    .withValues(*values.toTypedArray()).withGradients(*gradients.toTypedArray())
    .withClasses(classes)

/** A report as one HTML file. */
public val htmlReport: HtmlReport get() = Reports.html()

/** The figures of each epoch as comma-separated values. */
public val csvLog: CsvLog get() = Reports.csv()

/** An event file for TensorBoard. */
public val tensorBoard: TensorBoardLog get() = Reports.tensorBoard()

/** Charts as PNG. */
public val pngCharts: ChartFiles get() = Reports.pngCharts()

/** Charts as SVG. */
public val svgCharts: ChartFiles get() = Reports.svgCharts()

/** Adds norms of gradients and shares of saturated and dead units to the figures. */
public fun gradientStatistics(
    values: List<String> = GradientStatistics.DEFAULT.values(),
    gradients: List<String> = GradientStatistics.DEFAULT.gradients(),
): GradientStatistics = GradientStatistics.DEFAULT.withValues(*values.toTypedArray())
    .withGradients(*gradients.toTypedArray())

/** Makes files of a recording in a folder. */
public fun Recording.write(folder: Path, vararg writers: RecordingWriter) {
    Reports.write(this, folder, *writers)
}

/** Makes a page, `search.html`, and pictures of what a search found, in its folder. */
public fun searchReport(folder: Path, pictures: ChartFiles = pngCharts) {
    Reports.searchReport(folder, pictures)
}

/** Draws this graph with its values and derivatives into an SVG file. */
public fun WorkedGraph.draw(file: Path) {
    Reports.draw(this, file)
}
