@file:API(status = API.Status.STABLE, since = "0.1")

package org.espalier.dsl

import java.nio.file.Path
import org.espalier.core.engine.Engine
import org.espalier.core.model.Evaluator
import org.espalier.core.model.Input
import org.espalier.core.model.Model
import org.espalier.core.model.SampledPrediction
import org.espalier.data.Dataset
import org.espalier.plugin.API
import org.espalier.plugin.DataException
import org.espalier.tensor.Tensor

/** The output for one example, its numbers in row-major order. */
public fun Model.predict(example: FloatArray): FloatArray = predict(arrayOf(example))[0]

/** The output for each example, its numbers in row-major order. */
public fun Model.predict(examples: Array<FloatArray>): Array<FloatArray> {
    val scores = predict(batchOf(examples)).toFloats()
    val width = scores.size / examples.size
    return Array(examples.size) { scores.copyOfRange(it * width, (it + 1) * width) }
}

/** The class of one example: the index of the greatest score, or of a single score whether it is above 0. */
public fun Model.classify(example: FloatArray): Int = classify(arrayOf(example))[0]

/** The class of each of several examples. */
public fun Model.classify(examples: Array<FloatArray>): IntArray = classify(batchOf(examples))

private fun Model.batchOf(examples: Array<FloatArray>): Tensor {
    val input = network().inputs()[0]
    if (!input.shape().isKnown) {
        throw DataException("the input '${input.name()}' is ${input.shape()}; give a Tensor, which says how long it is")
    }
    val size = Math.toIntExact(input.shape().size())
    examples.forEachIndexed { i, e ->
        if (e.size != size) {
            throw DataException("example $i has ${e.size} numbers, but the input '${input.name()}' has $size, as ${input.shape()}")
        }
    }
    val batch = input.batched(dtype()).bind(mapOf(Input.BATCH to examples.size.toLong()))
    return Tensor.rounded(batch, examples.flatMap { it.map(Float::toDouble) }.toDoubleArray())
}

/**
 * Predictions averaged over what random layers draw, with their deviations: `model.sampled(100).predict(x).mean()`; see
 * [SampledPrediction].
 */
public fun Model.sampled(samples: Int, seed: Long = 0): SampledPrediction = SampledPrediction(this, samples, seed)

/** All outputs by name for a batch of all inputs: `model.predict("left" to a, "right" to b)`. */
public fun Model.predict(vararg inputs: Pair<String, Tensor>): Map<String, Tensor> = predict(mapOf(*inputs))

/**
 * The loss and the metrics over a data set, by name:
 *
 *     model.evaluate(digits.test) { loss = softmaxCrossEntropy; metrics(accuracy) }["accuracy"]
 */
public fun Model.evaluate(data: Dataset, settings: EvaluationScope.() -> Unit): Map<String, Double> {
    val scope = EvaluationScope().apply(settings)
    return Evaluator(this, data.fields(), scope.objectives(network()), scope.metrics, EVALUATION_BATCH).run(data)
}

/** What is measured in an evaluation. */
@EspalierDsl
@API(status = API.Status.STABLE, since = "0.1")
public class EvaluationScope internal constructor() : ObjectiveScope("evaluate")

/** Writes network and weights to a file, which is replaced only when all of it has been written. */
public fun Model.save(file: String): Unit = save(Path.of(file))

/** Reads a model from a file that `save` wrote. */
public fun loadModel(file: Path, engine: Engine = sharedEngine): Model = Model.load(engine, file)

/** Reads a model from a file that `save` wrote. */
public fun loadModel(file: String, engine: Engine = sharedEngine): Model = loadModel(Path.of(file), engine)

/** Takes over those weights of a file whose path matches the pattern; yields their paths. */
public fun Model.loadWeights(file: String, paths: String): List<String> = loadWeights(Path.of(file), paths)

/** As in validation: results do not depend on it. */
private const val EVALUATION_BATCH = 256
