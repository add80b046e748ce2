package org.espalier.examples.demonstrations

import java.nio.file.Path
import java.util.Random
import kotlin.math.abs
import org.espalier.data.Dataset
import org.espalier.dsl.*
import org.espalier.tensor.DType
import org.espalier.tensor.Tensor
import org.espalier.training.Penalty

/** L1 sets weights to 0, L2 makes all of them smaller. */
object Sparsity : Demonstration("sparsity", "L1 finds the few features that matter, L2 keeps a little of each") {
    const val EXAMPLES = 64
    const val FEATURES = 32

    /** The strength of the penalties. */
    const val LAMBDA = 0.25

    /** What counts as 0. */
    const val NOTHING = 1e-3

    /** The four features that matter, and how much; all others have a weight of 0. */
    val truth = DoubleArray(FEATURES).also { it[3] = 2.0; it[8] = -1.0; it[17] = 1.5; it[26] = -0.7 }

    /** Features of -1 and 1, any two of which are orthogonal (Walsh functions): 1 where i and j share an even number of bits. */
    fun feature(i: Int, j: Int): Double = if ((i and j).countOneBits() % 2 == 0) 1.0 else -1.0

    /** What the four features say of each example, with noise of deviation ½. */
    val targets: DoubleArray = Random(2).let { random ->
        DoubleArray(EXAMPLES) { i -> (0 until FEATURES).sumOf { j -> truth[j] * feature(i, j) } + 0.5 * random.nextGaussian() }
    }

    private val examples: Dataset = datasetOf(
        Tensor.of(DoubleArray(EXAMPLES * FEATURES) { feature(it / FEATURES, it % FEATURES) }, EXAMPLES.toLong(), FEATURES.toLong()),
        Tensor.of(targets, EXAMPLES.toLong(), 1),
    )

    private fun regression(penalty: Penalty?): DoubleArray =
        network(f32(FEATURES)) { dense(1, bias = false, kernel = zeros, penalty = penalty) }.train(examples, dtype = DType.F64) {
            loss = halfSquaredError
            optimizer = sgd(linear(0.2, end = 0.0, steps = 1_000))
            batch = EXAMPLES; epochs = 1_000
        }.weight("0/weight").toDoubles()

    /** The weights of linear regressions. */
    val weights: Map<String, DoubleArray> by lazy {
        mapOf("L1" to l1(LAMBDA), "L2" to l2(LAMBDA), "no penalty" to null).mapValues { regression(it.value) }
    }

    override fun show(picture: Path) {
        val numbers = DoubleArray(FEATURES) { it.toDouble() }
        val byFeature = Panel("Four of $FEATURES features matter", "feature", "weight").points("truth", numbers, truth, 7)
        val shrinkage = Panel("What a penalty makes of a weight", "weight without a penalty", "weight with it")
        val free = weights.getValue("no penalty")
        val all = doubleArrayOf(-1.2, 2.2)
        shrinkage.line("no penalty", all, all, dashed = true, colour = 7)
        weights.entries.forEachIndexed { i, (name, w) ->
            say("%-10s  %2d of %d weights are below %.3f", name, w.count { abs(it) < NOTHING }, FEATURES, NOTHING)
            byFeature.points(name, numbers, w, i)
            if (w !== free) shrinkage.points(name, free, w, i)
        }
        draw(picture, byFeature, shrinkage)
    }
}

fun main(args: Array<String>) = Sparsity.run(args)
