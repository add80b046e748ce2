package org.espalier.dsl

import org.assertj.core.api.Assertions.assertThat
import org.espalier.core.model.Dag
import org.espalier.core.model.Input
import org.espalier.core.model.Network
import org.espalier.standard.Activations
import org.espalier.standard.Layers
import org.espalier.tensor.DType
import org.junit.jupiter.api.Test

/** What is wired as a graph is the same graph as one that is wired by hand. */
class GraphTest {

    private fun text(network: Network) = network.trace(sharedPlugins, true, DType.F32).graph().toString()

    @Test
    fun `values are named by their vals`() {
        val net = graph {
            val a by input(f32(4))
            val b by input(f32(3))
            val h by a then dense(8, relu)
            val joined by concatenate(h, b)
            output("y", joined then dense(2, name = "head"))
            output("h", h)
        }

        val expected = Network(
            listOf(Input.f32(4).named("a"), Input.f32(3).named("b")),
            Dag(
                listOf("a", "b"),
                listOf(
                    Dag.Step("h", Layers.dense(8, Activations.relu()), listOf("a")),
                    Dag.Step("joined", Layers.concatenate(), listOf("h", "b")),
                    Dag.Step("head", Layers.dense(2), listOf("joined")),
                ),
                listOf("head", "h"),
            ),
            listOf("y", "h"),
        )
        assertThat(net).isEqualTo(expected)
        assertThat(text(net)).isEqualTo(text(expected)).contains("h/weight", "head/bias")
    }

    @Test
    fun `values without a val are named after their layers`() {
        val net = graph {
            val a = input("a", f32(4))
            val dense by a then dense(4)
            output("y", a then dense(4) then dropout(0.5) then dense(4) then SwiGlu(4) then { dense(3); dense(2) })
            output(dense)
        }

        assertThat((net.body() as Dag).steps().map(Dag.Step::name))
            .containsExactly("dense", "dense_2", "dropout", "dense_3", "swiGlu", "sequential")
        assertThat(net.outputs()).containsExactly("y", "dense")
    }

    @Test
    fun `a named block gives its name, and a val overrides it`() {
        val encoder = block("encoder") { dense(2) }
        val net = graph {
            val x by input(f32(2))
            val left by x then encoder
            output("y", concatenate(left, x then encoder))
        }

        assertThat(net.init().weights().keys)
            .containsExactly("encoder/0/bias", "encoder/0/weight", "left/0/bias", "left/0/weight")
    }

    @Test
    fun `layers take several values, and sums are written as sums`() {
        val net = graph {
            val a by input(f32(2))
            val b by input(f32(2))
            val both by Layers.concatenate()(a, b)
            val total by a + b + (both then dense(2))
            output(total)
        }

        val steps = (net.body() as Dag).steps()
        assertThat(steps.map { "${it.name()} ${it.inputs()}" })
            .containsExactly("both [a, b]", "add [a, b]", "dense [both]", "total [add, dense]")
    }

    @Test
    fun `values are named where they have no val of their own`() {
        val net = graph {
            var x = input("x", f32(4))
            for (i in 1..2) x = x then dense(4, relu) named "h$i"
            output(x)
        }

        assertThat(net.init().weights().keys).containsExactly("h1/bias", "h1/weight", "h2/bias", "h2/weight")
        assertThat(net.outputs()).containsExactly("h2")
    }

    @Test
    fun `layers with several outputs`() {
        val net = graph {
            val x by input(f32(2))
            val (left, right) = branches { dense(3); dense(3) }.all(outputs = 2, x)
            output("y", left + right)
        }

        assertThat((net.body() as Dag).steps().last().inputs()).containsExactly("branches.0", "branches.1")
        assertThat(net.init().predict(floatArrayOf(1f, 2f))).hasSize(3)
    }

    @Test
    fun `shared blocks have one set of weights`() {
        val net = graph {
            val left by input(f32(3))
            val right by input(f32(3))
            val twin = shared("twin") { dense(4, tanh); dense(2) }
            output("same", twin(left) + twin(right))
        }
        val written = shared("twin") { dense(4, tanh); dense(2) }
        val elsewhere = graph {
            val left by input(f32(3))
            val right by input(f32(3))
            output("same", (left then written) + (right then written))
        }

        assertThat(net.init().weights().keys).containsExactly(
            "shared/twin/0/bias", "shared/twin/0/weight", "shared/twin/1/bias", "shared/twin/1/weight",
        )
        assertThat(net).isEqualTo(elsewhere)
    }

    @Test
    fun `a graph is a layer among others`() {
        val net = network(f32(4)) {
            dense(3)
            graph("mix") {
                val x by input()
                val h by x then dense(3, tanh)
                output(x + h)
            }
            dense(1)
        }

        assertThat(net.init().weights().keys).contains("0/weight", "mix/h/weight", "2/weight")
    }
}
