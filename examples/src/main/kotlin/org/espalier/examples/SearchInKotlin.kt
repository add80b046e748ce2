package org.espalier.examples

import java.nio.file.Path
import org.espalier.core.search.SearchResult
import org.espalier.dsl.*

/** The search of [SearchDigits] in Kotlin. */
object SearchInKotlin {
    fun search(digits: Digits, folder: Path, trials: Int): SearchResult {
        val found = search(digits.train, folder) {
            val rate by logUniform(1e-4..1e-1)
            val units by logInteger(8..128)
            val drop = vary("dropout", uniform(0.0..0.5))
            val activation by choice(relu, tanh)
            random(trials); seed = 1
            halving(minEpochs = 2, factor = 3)
            trial { p ->
                experiment(network(f32(64)) { dense(p[units], p[activation]); dropout(p[drop]); dense(10) }) {
                    loss = softmaxCrossEntropy
                    optimizer = adam(p[rate])
                    metrics(accuracy)
                    validation = digits.validation
                    epochs = 18; batch = 32; seed = 42
                }
            }
        }
        val (model, history) = loadExperiment(folder.resolve("best.json")).fit(digits.train, digits.validation)
        check(history.last("val_loss") == found.best().figure() && model.parameterCount() > 0)
        return found
    }
}
