package org.espalier.user

import java.nio.file.Path
import org.espalier.dsl.*
import org.espalier.report.Recorder
import org.knowm.xchart.XYChart

/** A user's program that has its training recorded and drawn, which [org.espalier.dsl.ModulePathTest] starts. */
public fun main(args: Array<String>) {
    network(input = f32(2)) { dense(2, tanh); dense(1) }.train(datasetOf(arrayOf(row(0f, 1f)), arrayOf(row(1f)))) {
        loss = meanSquaredError
        optimizer = adam(0.1)
        epochs = 2
        on(recorder(Path.of(args[0]), htmlReport, csvLog, tensorBoard, pngCharts, svgCharts))
    }
    println("${Recorder::class.java.module.name} ${XYChart::class.java.module.name}")
}
