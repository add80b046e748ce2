package org.espalier.examples.demonstrations

import java.nio.file.Path
import org.espalier.core.model.Model
import org.espalier.dsl.*
import org.espalier.tensor.DType
import org.espalier.tensor.Tensor

/** Two waves of a sine, learned by one hidden layer of more and more ReLUs. */
object Width : Demonstration("width", "the wider a hidden layer, the closer it comes to a function: its error falls with the square") {
    val widths = listOf(2, 4, 8, 16, 32, 64)

    /** Where the function is known: the middles of equal parts of [0, 1]. */
    val at = DoubleArray(512) { (it + 0.5) / 512 }
    val values = DoubleArray(at.size) { StrictMath.sin(2 * Math.PI * WAVES * at[it]) }

    /** The networks by their width, with ReLUs that stay where they begin: at equal distances. */
    val fixed: Map<Int, Model> by lazy { widths.associateWith(::trained) }

    /** The same, trained further in all weights. */
    val free: Map<Int, Model> by lazy {
        widths.associateWith { trained(it).train(data) { loss = meanSquaredError; optimizer = lbfgs(memory = 50); epochs = 200 } }
    }

    fun outputs(model: Model): DoubleArray = model.predict(column(at)).toDoubles()

    /** The root of the mean squared error. */
    fun error(model: Model): Double = outputs(model).let { y ->
        StrictMath.sqrt(y.indices.sumOf { (y[it] - values[it]) * (y[it] - values[it]) } / y.size)
    }

    /**
     * What the error of straight lines between n + 1 points is never above: |f - line| <= max |f''| h² / 8. A network with
     * n ReLUs can be these lines.
     */
    fun bound(width: Int): Double = (2 * Math.PI * WAVES) * (2 * Math.PI * WAVES) / (8.0 * width * width)

    private val data = datasetOf(column(at), column(values))

    private fun trained(width: Int): Model {
        val net = network(input = f32(1)) { dense(width, relu); dense(1) }
        val model = Model.of(sharedEngine, net, DType.F64, mapOf(
            "0/weight" to Tensor.of(DoubleArray(width) { 1.0 }, 1, width.toLong()),
            "0/bias" to Tensor.of(DoubleArray(width) { -it.toDouble() / width }),
            "1/weight" to Tensor.of(DoubleArray(width), width.toLong(), 1),
            "1/bias" to Tensor.of(DoubleArray(1)),
        ))
        // In the output's weights alone, the loss is a quadratic form, and Newton's method finds its least value.
        return model.train(data) { loss = meanSquaredError; optimizer = newton(); freeze("0/**"); epochs = 20 }
    }

    private fun column(numbers: DoubleArray): Tensor = Tensor.of(numbers, numbers.size.toLong(), 1)

    override fun show(picture: Path) {
        widths.forEach {
            say("%2d ReLUs: root mean squared error %.5f, and %.5f when they may move", it, error(fixed[it]!!), error(free[it]!!))
        }
        val curves = Panel("sin(${2 * WAVES}πx) and networks with n ReLUs", "x", "", y = -1.5..1.5).line("sin", at, values, colour = 7)
        listOf(4, 8, 16).forEach { curves.line("n = $it", at, outputs(fixed[it]!!)) }
        val n = DoubleArray(widths.size) { widths[it].toDouble() }
        fun over(f: (Int) -> Double) = DoubleArray(n.size) { f(widths[it]) }
        val falling = Panel("Error", "ReLUs", "root mean squared error", logX = true, logY = true)
            .line("ReLUs at equal distances", n, over { error(fixed[it]!!) })
            .line("ReLUs that move", n, over { error(free[it]!!) })
            .line("bound", n, over(::bound), dashed = true)
        draw(picture, curves, falling)
    }

    const val WAVES = 2
}

fun main(args: Array<String>) = Width.run(args)
