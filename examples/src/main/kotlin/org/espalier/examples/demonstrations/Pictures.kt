package org.espalier.examples.demonstrations

import java.awt.BasicStroke
import java.awt.Color
import java.awt.Font
import java.awt.Graphics2D
import java.awt.image.BufferedImage
import java.nio.file.Files
import java.nio.file.Path
import org.knowm.xchart.BitmapEncoder
import org.knowm.xchart.XYChart
import org.knowm.xchart.XYChartBuilder
import org.knowm.xchart.XYSeries
import org.knowm.xchart.style.Styler
import org.knowm.xchart.style.markers.Marker
import org.knowm.xchart.style.markers.SeriesMarkers

typealias Range = ClosedFloatingPointRange<Double>

/**
 * One chart of a picture: lines, points, densities, and regions filled with colours.
 *
 *     draw(file, Panel("Loss", "step", "loss", logY = true).line("SGD", losses).line("Adam", others))
 *
 * What has an empty name does not stand in the legend. On a logarithmic axis, what is not above 0 is left out.
 *
 * @param x what is shown of the axis to the right; by default all that there is
 * @param y what is shown of the axis upwards; by default all that there is
 */
class Panel @JvmOverloads constructor(
    title: String,
    across: String,
    upwards: String,
    private val logX: Boolean = false,
    private val logY: Boolean = false,
    private val x: Range? = null,
    y: Range? = null,
    width: Int = 460,
    height: Int = 340,
) {
    private val chart: XYChart =
        XYChartBuilder().width(width).height(height).title(title).xAxisTitle(across).yAxisTitle(upwards).build()

    /** How many curves have a colour of their own so far. */
    private var curves = 0

    init {
        chart.styler.apply {
            chartBackgroundColor = Color.WHITE
            plotBorderColor = Color.LIGHT_GRAY
            plotGridLinesColor = Color(0xe8e8e8)
            chartTitleFont = Font(Font.SANS_SERIF, Font.BOLD, 13)
            axisTitleFont = Font(Font.SANS_SERIF, Font.PLAIN, 12)
            axisTickLabelsFont = Font(Font.SANS_SERIF, Font.PLAIN, 11)
            legendFont = Font(Font.SANS_SERIF, Font.PLAIN, 11)
            isLegendVisible = false
            // On a logarithmic axis XChart draws all nine lines of each power of ten.
            isPlotGridVerticalLinesVisible = !logX
            isPlotGridHorizontalLinesVisible = !logY
            legendBorderColor = Color.WHITE
            isXAxisLogarithmic = logX
            isYAxisLogarithmic = logY
            markerSize = 6
            y?.let { yAxisMin = it.start; yAxisMax = it.endInclusive }
        }
    }

    /** A curve over the numbers from 0 on. */
    fun line(name: String, y: DoubleArray): Panel = line(name, DoubleArray(y.size) { it.toDouble() }, y)

    /** A curve. Its colour is the next one, unless another is given: an index of [COLOURS]. */
    fun line(name: String, x: DoubleArray, y: DoubleArray, dashed: Boolean = false, colour: Int = curves++): Panel = apply {
        add(name, x, y)?.apply {
            lineColor = COLOURS[colour % COLOURS.size]
            lineStyle = if (dashed) DASHED else SOLID
            marker = SeriesMarkers.NONE
        }
    }

    /** Points that no line joins. */
    fun points(name: String, x: DoubleArray, y: DoubleArray, colour: Int = curves++): Panel = apply {
        add(name, x, y)?.apply {
            xySeriesRenderStyle = XYSeries.XYSeriesRenderStyle.Scatter
            markerColor = COLOURS[colour % COLOURS.size]
            marker = SeriesMarkers.CIRCLE
        }
    }

    /** How densely numbers lie: their histogram with an area of 1, as a curve. Numbers beyond the range are left out. */
    fun density(name: String, values: DoubleArray, range: Range, bins: Int = 60): Panel {
        val width = (range.endInclusive - range.start) / bins
        val counts = DoubleArray(bins)
        values.filter { it in range }.forEach { counts[((it - range.start) / width).toInt().coerceAtMost(bins - 1)]++ }
        val centres = DoubleArray(bins) { range.start + (it + 0.5) * width }
        return line(name, centres, DoubleArray(bins) { counts[it] / (values.size * width) })
    }

    /**
     * The plane in colours, to be called before what is to lie on it: each point of the grid has the colour of the
     * interval between bounds that its value lies in. One bound, 0, shows the two sides of a decision.
     */
    fun regions(grid: Grid, values: DoubleArray, vararg bounds: Double = doubleArrayOf(0.0)): Panel = apply {
        val cell = Cell(chart.width.toDouble() / grid.n, chart.height.toDouble() / grid.n)
        val levels = values.map { v -> bounds.count { v > it } }
        for (level in 0..bounds.size) {
            val inside = values.indices.filter { levels[it] == level }
            if (inside.isEmpty()) continue
            add("", DoubleArray(inside.size) { grid.x(inside[it]) }, DoubleArray(inside.size) { grid.y(inside[it]) })?.apply {
                xySeriesRenderStyle = XYSeries.XYSeriesRenderStyle.Scatter
                markerColor = mixed(level.toFloat() / bounds.size)
                marker = cell
            }
        }
        chart.styler.apply {
            isPlotGridLinesVisible = false
            plotContentSize = 1.0
        }
    }

    private fun add(name: String, x: DoubleArray, y: DoubleArray): XYSeries? {
        require(x.size == y.size) { "'$name' has ${x.size} x and ${y.size} y" }
        val shown = x.indices.filter { isPlaced(x[it], logX) }
        if (shown.none { isPlaced(y[it], logY) }) return null
        val xs = DoubleArray(shown.size) { x[shown[it]] }
        val ys = DoubleArray(shown.size) { i -> y[shown[i]].takeIf { isPlaced(it, logY) } ?: Double.NaN }
        if (name.isNotEmpty()) chart.styler.isLegendVisible = true
        return chart.addSeries(name.ifEmpty { "nameless ${chart.seriesMap.size}" }, xs, ys)
            .apply { isShowInLegend = name.isNotEmpty() }
    }

    internal fun image(): BufferedImage {
        val all = chart.seriesMap.values
        val range = x ?: all.minOf { it.xMin }..all.maxOf { it.xMax }
        chart.styler.apply {
            // XChart would write numbers beside the axis where the points are, if these are evenly spaced from its start.
            xAxisMin = if (logX) range.start else range.start - 1e-6 * (range.endInclusive - range.start)
            xAxisMax = range.endInclusive
            setXAxisLogarithmicDecadeOnly(range.endInclusive > 100 * range.start)
            // XChart does not break the line of a legend.
            if (all.filter { it.isShowInLegend }.sumOf { LEGEND_LINE + LEGEND_LETTER * it.name.length } <= chart.width) {
                legendPosition = Styler.LegendPosition.OutsideS
                legendLayout = Styler.LegendLayout.Horizontal
            }
        }
        return BitmapEncoder.getBufferedImage(chart)
    }

    companion object {
        /** Colours that are told apart by those who do not see all colours, too (Okabe and Ito 2008). */
        val COLOURS: List<Color> = listOf(0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9, 0x000000, 0x999999).map(::Color)

        private const val LEGEND_LINE = 50
        private const val LEGEND_LETTER = 7
        private val SOLID = BasicStroke(1.5f)
        private val DASHED = BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, floatArrayOf(6f, 4f), 0f)
        private val LOW = Color(0xcfe3f1)
        private val HIGH = Color(0xf9d9c3)

        private fun isPlaced(v: Double, logarithmic: Boolean) = v.isFinite() && (!logarithmic || v >= java.lang.Double.MIN_NORMAL)

        private fun mixed(share: Float): Color {
            val (a, b) = LOW.getRGBColorComponents(null) to HIGH.getRGBColorComponents(null)
            return Color(a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]), a[2] + share * (b[2] - a[2]))
        }
    }
}

/** n × n points of a part of the plane, row by row. */
class Grid(private val across: Range, private val upwards: Range, val n: Int = 120) {
    /** All points, as a model takes them. */
    val points: Array<FloatArray> get() = Array(n * n) { floatArrayOf(x(it).toFloat(), y(it).toFloat()) }

    fun x(i: Int): Double = across.start + (i % n + 0.5) / n * (across.endInclusive - across.start)

    fun y(i: Int): Double = upwards.start + (i / n + 0.5) / n * (upwards.endInclusive - upwards.start)
}

/** Writes panels side by side as one picture, a PNG. */
@JvmOverloads
fun draw(file: Path, vararg panels: Panel, columns: Int = panels.size) {
    val images = panels.map { it.image() }
    val width = images.maxOf { it.width }
    val height = images.maxOf { it.height }
    val rows = (images.size + columns - 1) / columns
    val picture = BufferedImage(columns * width, rows * height, BufferedImage.TYPE_INT_RGB)
    picture.createGraphics().apply {
        color = Color.WHITE
        fillRect(0, 0, picture.width, picture.height)
        images.forEachIndexed { i, image -> drawImage(image, i % columns * width, i / columns * height, null) }
        dispose()
    }
    file.toAbsolutePath().parent?.let(Files::createDirectories)
    Files.write(file, png(picture))
}

/** A rectangle that stands for one point of a grid. */
private class Cell(private val width: Double, private val height: Double) : Marker() {
    override fun paint(g: Graphics2D, x: Double, y: Double, markerSize: Int) {
        val (left, top) = Math.round(x - width / 2).toInt() to Math.round(y - height / 2).toInt()
        g.fillRect(left, top, Math.ceil(width).toInt(), Math.ceil(height).toInt())
    }
}
