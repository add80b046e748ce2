package org.espalier.examples.demonstrations

import java.nio.file.Path
import org.espalier.core.model.Model
import org.espalier.dsl.*
import org.espalier.tensor.DType
import org.espalier.tensor.Tensor

/** Telgarsky's sawtooth: each further layer of two ReLUs doubles the teeth, each further ReLU beside others adds one kink. */
object Depth : Demonstration("depth", "a deep network makes a sawtooth that no shallow one of the same size can make") {
    private val deepNet = network(input = f32(1)) { repeat(LAYERS) { dense(2, relu) }; dense(1) }

    /** The widest network with one hidden layer that has no more parameters: 3 for each ReLU, and 1. */
    val width = ((deepNet.init().parameterCount() - 1) / 3).toInt()

    /** The points i / 2^LAYERS, at which the sawtooth is 0 and 1 in turns. */
    val at = DoubleArray((1 shl LAYERS) + 1) { it / (1 shl LAYERS).toDouble() }
    val turns = DoubleArray(at.size) { (it % 2).toDouble() }

    /** One tooth is t(x) = 2 relu(x) - 4 relu(x - ½); the layers make t(t(...t(x))). */
    val deep: Model by lazy {
        val weights = HashMap<String, Tensor>()
        for (layer in 0..LAYERS) {
            val tooth = if (layer == 0) listOf(1.0) else listOf(2.0, -4.0)
            val copies = if (layer == LAYERS) 1 else 2
            val matrix = tooth.flatMap { w -> List(copies) { w } }.toDoubleArray()
            weights["$layer/weight"] = Tensor.of(matrix, tooth.size.toLong(), copies.toLong())
            weights["$layer/bias"] = Tensor.of(if (copies == 2) doubleArrayOf(0.0, -0.5) else doubleArrayOf(0.0))
        }
        Model.of(sharedEngine, deepNet, DType.F64, weights)
    }

    /** A network of the same size with one hidden layer, trained on the points. */
    val shallow: Model by lazy {
        val net = network(input = f32(1)) { dense(width, relu); dense(1) }
        // Its kinks begin at equal distances, and the slopes between them turn up and down.
        val slopes = DoubleArray(width) { width * if (it == 0) 1.0 else if (it % 2 == 0) 2.0 else -2.0 }
        val model = Model.of(sharedEngine, net, DType.F64, mapOf(
            "0/weight" to Tensor.of(DoubleArray(width) { 1.0 }, 1, width.toLong()),
            "0/bias" to Tensor.of(DoubleArray(width) { -it.toDouble() / width }),
            "1/weight" to Tensor.of(slopes, width.toLong(), 1),
            "1/bias" to Tensor.of(doubleArrayOf(0.0)),
        ))
        model.train(datasetOf(column(at), column(turns))) { loss = meanSquaredError; optimizer = lbfgs(); epochs = 300 }
    }

    /** The points where a network is on the wrong side of ½. */
    fun wrong(model: Model): Int = outputs(model, at).withIndex().count { (i, y) -> (y > 0.5) != (turns[i] > 0.5) }

    /**
     * No network with n ReLUs in one hidden layer is wrong at fewer points: it has at most n + 1 straight pieces, passes ½
     * at most once on each, and so is on one side on each of at most n + 2 intervals; in an interval with c neighbouring
     * points, at least (c - 1) / 2 are on the other side.
     */
    fun fewestWrong(relus: Int): Int = (at.size - (relus + 2) + 1) / 2

    fun outputs(model: Model, x: DoubleArray): DoubleArray = model.predict(column(x)).toDoubles()

    private fun column(numbers: DoubleArray): Tensor = Tensor.of(numbers, numbers.size.toLong(), 1)

    override fun show(picture: Path) {
        say("deep:    %d layers of 2 ReLUs, %d parameters, wrong at %2d of %d points",
            LAYERS, deep.parameterCount(), wrong(deep), at.size)
        say("shallow: 1 layer of %d ReLUs, %d parameters, wrong at %2d of %d points; no other is at fewer than %d",
            width, shallow.parameterCount(), wrong(shallow), at.size, fewestWrong(width))
        val fine = DoubleArray(513) { it / 512.0 }
        draw(picture, *mapOf("$LAYERS layers of 2 ReLUs" to deep, "1 layer of $width ReLUs" to shallow).map { (name, model) ->
            Panel("$name: ${model.parameterCount()} parameters", "x", "", y = -0.2..1.2)
                .line("", fine, outputs(model, fine)).points("", at, turns)
        }.toTypedArray())
    }

    const val LAYERS = 6
}

fun main(args: Array<String>) = Depth.run(args)
