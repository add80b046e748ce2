package org.espalier.examples

import java.nio.file.Path
import org.espalier.core.model.Model
import org.espalier.core.model.Network
import org.espalier.data.Dataset
import org.espalier.dsl.*

/** Trains a little, and leaves a report of it in a folder. */
fun trainSeen(net: Network, data: Dataset, folder: Path): Model = net.train(data) {
    loss = softmaxCrossEntropy; optimizer = adam(1e-3); epochs = 2
    on(progress, recorder(folder, htmlReport, tensorBoard))
}

/** Draws (x + y) z with its values and derivatives. */
fun drawFormula(folder: Path) {
    worked("x" to -2.0, "y" to 5.0, "z" to -4.0) { (this["x"] + this["y"]) * this["z"] }.draw(folder.resolve("f.svg"))
}
