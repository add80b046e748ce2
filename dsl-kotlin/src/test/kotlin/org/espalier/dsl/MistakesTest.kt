package org.espalier.dsl

import org.assertj.core.api.Assertions.assertThatThrownBy
import org.espalier.plugin.DataException
import org.espalier.plugin.EspalierException
import org.junit.jupiter.api.Test

/** Mistakes are found where they are made, and the message says what to do. */
class MistakesTest {
    private val net = network(f32(2)) { dense(1) }
    private val data = datasetOf(arrayOf(row(1f, 2f)), arrayOf(row(1f)))

    private fun assertMistake(vararg parts: String, code: () -> Unit) {
        val thrown = assertThatThrownBy { code() }.isInstanceOf(EspalierException::class.java)
        parts.forEach(thrown::hasMessageContaining)
    }

    @Test
    fun `shapes that do not fit name the layer where the network is declared`() =
        assertMistake("f32[batch,4]", "f32[batch,3]", "at encoder/1") {
            network(f32(4)) { block("encoder") { dense(4); residual { dense(3) } } }
        }

    @Test
    fun `an error in a formula names the layer too`() =
        assertMistake("at odd") { network(f32(4)) { lambda("odd") { x -> x + parameter("p", shapeOf(3), zeros) } } }

    @Test
    fun `checking can wait for the model`() {
        val late = network(f32(4), plugins = null) { residual(name = "wrong") { dense(3) } }
        assertMistake("at wrong") { late.init() }
    }

    @Test
    fun `a layer name that is used twice`() =
        assertMistake("'x' is used for two layers") { network(f32(4)) { dense(4, name = "x"); dense(4, name = "x") } }

    @Test
    fun `a setting that is made twice`() =
        assertMistake("'epochs' is set twice in train { }, to 3 and to 4; keep one") {
            training { loss = hinge; optimizer = sgd(0.1); epochs = 3; epochs = 4 }
        }

    @Test
    fun `no loss, no optimizer`() {
        assertMistake("train { } does not say what is minimised; set 'loss'") { net.train(data) { optimizer = sgd(0.1) } }
        assertMistake("set 'optimizer', for example optimizer = adam(1e-3)") { net.train(data) { loss = hinge } }
        assertMistake("evaluate { } does not say what is minimised") { net.init().evaluate(data) { metrics(accuracy) } }
    }

    @Test
    fun `a loss for the only output and losses by name`() =
        assertMistake("sets 'loss' to Hinge", "[y]; do one") {
            training { loss = hinge; loss("y", hinge); optimizer = sgd(0.1) }
        }

    @Test
    fun `two losses for one output`() =
        assertMistake("'y' is given two losses against 'y'") { training { loss("y", hinge); loss("y", logistic) } }

    @Test
    fun `one loss for several outputs`() {
        val two = graph { val x by input(f32(2)); output("a", x then dense(1)); output("b", x then dense(1)) }
        assertMistake("the outputs [a, b]") { two.train(data) { loss = hinge; optimizer = sgd(0.1) } }
    }

    @Test
    fun `a setting that is read before it is set`() =
        assertMistake("'batch' is read in train { } before it is set") { training { epochs = batch } }

    @Test
    fun `no epochs`() = assertMistake("epochs must be at least 1, but was 0") {
        training { loss = hinge; optimizer = sgd(0.1); epochs = 0 }
    }

    @Test
    fun `a layer in a graph that no value goes through`() =
        assertMistake("Dense[units=8", "is not applied to any value of its graph") {
            graph { val x by input(f32(2)); dense(8); output("y", x then dense(1)) }
        }

    @Test
    fun `a value that leads nowhere`() = assertMistake("'h' leads to no output") {
        graph { val x by input(f32(2)); val h by x then dense(8); output("y", x then dense(1)) }
    }

    @Test
    fun `a name for two values`() = assertMistake("'h' is used for two values of a graph") {
        graph { val h by input(f32(2)); output("y", h then dense(1, name = "h")) }
    }

    @Test
    fun `a name that is a path`() = assertMistake("must be a text without '/', but was 'a/b'") {
        graph { val x by input(f32(2)); output("y", x then dense(1, name = "a/b")) }
    }

    @Test
    fun `a graph without outputs or inputs`() {
        assertMistake("has 1 and 0") { graph { val x by input(f32(2)); x then dense(1) } }
        assertMistake("has 0 and 0") { graph { } }
    }

    @Test
    fun `a value of another graph`() {
        assertMistake("'x' belongs to another graph") {
            lateinit var stranger: GraphValue
            graph { val x by input(f32(2)); stranger = x; output("y", x then dense(1)) }
            graph { val x by input(f32(2)); output("y", concatenate(x, stranger)) }
        }
    }

    @Test
    fun `examples of the wrong size`() {
        val model = net.init()
        assertThatThrownBy { model.predict(arrayOf(row(1f, 2f), row(1f))) }
            .isInstanceOf(DataException::class.java)
            .hasMessage("example 1 has 1 numbers, but the input 'input' has 2, as [2]")
        assertThatThrownBy { model.predict(arrayOf()) }.hasMessageContaining("at least one")
    }

    @Test
    fun `an unknown backend`() = assertMistake("abacus") { engine { backend = "abacus" } }
}
