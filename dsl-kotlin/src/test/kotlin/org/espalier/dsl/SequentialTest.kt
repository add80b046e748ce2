package org.espalier.dsl

import org.assertj.core.api.Assertions.assertThat
import org.espalier.core.model.Input
import org.espalier.core.model.Network
import org.espalier.nn.Layer
import org.espalier.standard.Activations
import org.espalier.standard.Initializers
import org.espalier.standard.Layers
import org.espalier.standard.Penalties
import org.espalier.standard.layer.Dropout
import org.espalier.tensor.DType
import org.junit.jupiter.api.Test

/** What is declared one after the other is what Java declares. */
class SequentialTest {

    private fun assertSame(network: Network, input: Input, vararg layers: Layer) {
        val expected = Network.of(input, Layers.sequential(*layers))
        assertThat(network).isEqualTo(expected)
        for (training in listOf(true, false)) {
            assertThat(text(network, training)).isEqualTo(text(expected, training)).contains("MatMul")
        }
    }

    private fun text(network: Network, training: Boolean) =
        network.trace(sharedPlugins, training, DType.F32).graph().toString()

    @Test
    fun `a multi-layer perceptron with a residual block and a stranger's layer`() {
        val net = network(input = f32(64)) {
            dense(128, relu)
            dropout(0.2)
            residual { dense(128, relu); dense(128) }
            +SwiGlu(units = 64)
            dense(10)
        }

        assertSame(
            net,
            Input.f32(64),
            Layers.dense(128, Activations.relu()),
            Layers.dropout(0.2),
            Layers.residual(Layers.dense(128, Activations.relu()), Layers.dense(128)),
            SwiGlu(64),
            Layers.dense(10),
        )
    }

    @Test
    fun `every option of every layer`() {
        val net = network(f32(4, 6)) {
            layerNormalization(axis = -2, epsilon = 1e-3, affine = false)
            flatten()
            reshape(6, 4)
            flatten(name = "flat")
            dense(8, tanh, bias = false, kernel = heNormal, penalty = l2(1e-4), name = "first")
            batchNormalization(
                momentum = 0.99, epsilon = 1e-3, axis = -1, affine = false, startFromFirstBatch = true,
                wholeTrainingSet = true,
            )
            weightNormalization { dense(8) }
            activation(leakyRelu(0.2))
            dropout(0.1, Dropout.Scaling.INFERENCE)
            residual(projection = { dense(5) }) { dense(5, sigmoid) }
            branches { dense(3); block { dense(4, elu); dense(2) } }
            parallel { dense(2); +relu }
            concatenate(axis = 1)
            branches { dense(2, name = "left"); dense(2) }
            add()
            rbf(units = 3, gamma = 0.5)
        }

        assertSame(
            net,
            Input.f32(4, 6),
            Layers.layerNormalization().withAxis(-2).withEpsilon(1e-3).withAffine(false),
            Layers.flatten(),
            Layers.reshape(6, 4),
            Layers.named("flat", Layers.flatten()),
            Layers.named(
                "first",
                Layers.dense(8, Activations.tanh()).withBias(false).withKernel(Initializers.heNormal())
                    .withPenalty(Penalties.l2(1e-4)),
            ),
            Layers.batchNormalization().withMomentum(0.99).withEpsilon(1e-3).withAxis(-1).withAffine(false)
                .withStartFromFirstBatch(true).withWholeTrainingSet(true),
            Layers.weightNormalization(Layers.dense(8)),
            Activations.leakyRelu(0.2),
            Layers.dropout(0.1).withScaling(Dropout.Scaling.INFERENCE),
            Layers.residual(Layers.dense(5, Activations.sigmoid())).withProjection(Layers.dense(5)),
            Layers.branches(
                Layers.dense(3),
                Layers.sequential(Layers.dense(4, Activations.elu()), Layers.dense(2)),
            ),
            Layers.parallel(Layers.dense(2), Activations.relu()),
            org.espalier.standard.layer.Concatenate.along(1),
            Layers.branches(Layers.named("left", Layers.dense(2)), Layers.dense(2)),
            Layers.add(),
            Layers.rbf(3, 0.5),
        )
    }

    @Test
    fun `options that are not given are Java's defaults`() {
        val net = network(f32(2, 3)) {
            flatten(); dropout(); batchNormalization(); layerNormalization(); dense(4)
            rbf(arrayOf(doubleArrayOf(1.0, 2.0, 3.0, 4.0)), gamma = 2.0)
        }

        assertSame(
            net,
            Input.f32(2, 3),
            Layers.flatten(),
            Dropout.DEFAULT,
            Layers.batchNormalization(),
            Layers.layerNormalization(),
            Layers.dense(4),
            Layers.rbf(arrayOf(doubleArrayOf(1.0, 2.0, 3.0, 4.0)), 2.0),
        )
    }

    @Test
    fun `blocks are named, renamed and used again`() {
        val half = block { dense(3, relu); dropout(0.1) }
        val head = block("head") { dense(2) }

        val net = network(f32(4)) {
            +half
            +half
            block("middle") { dense(4); dense(4) }
            +head
            +(head named "second")
            tower(depth = 2)
        }

        val javaHalf = Layers.sequential(Layers.dense(3, Activations.relu()), Layers.dropout(0.1))
        val javaHead = Layers.sequential(Layers.dense(2))
        assertSame(
            net,
            Input.f32(4),
            javaHalf,
            javaHalf,
            Layers.named("middle", Layers.sequential(Layers.dense(4), Layers.dense(4))),
            Layers.named("head", javaHead),
            Layers.named("second", javaHead),
            Layers.dense(1),
            Layers.dense(2),
        )
        assertThat(net.init(seed = 1).weights().keys).contains("0/0/weight", "1/0/weight", "head/0/weight", "second/0/bias")
    }

    private fun LayerScope.tower(depth: Int) {
        for (i in 1..depth) dense(i)
    }

    @Test
    fun `a stranger's layer is written like a built-in one`() {
        val plus = network(f32(4)) { +SwiGlu(units = 3) }
        val function = network(f32(4)) { swiGlu(3) }
        val named = network(f32(4)) { swiGlu(3, name = "gated") }

        assertSame(function, Input.f32(4), SwiGlu(3))
        assertThat(plus).isEqualTo(function)
        assertThat(named.init().weights().keys).containsExactly("gated/gate", "gated/weight")
    }

    @Test
    fun `a lambda is a layer with parameters of its own`() {
        val net = network(f32(3)) {
            lambda("scale") { x -> 2.0 * x * parameter("factor", shapeOf(3), constant(0.5)) + 1.0 }
        }

        val model = net.init()
        assertThat(model.weights().keys).containsExactly("scale/factor")
        assertThat(model.predict(floatArrayOf(1f, 2f, 3f))).containsExactly(2f, 3f, 4f)
    }

    @Test
    fun `inputs have names, dtypes and named lengths`() {
        assertThat(f32(2, 3)).isEqualTo(Input.f32(2, 3))
        assertThat(f32()).isEqualTo(Input.f32())
        assertThat(i64(5) named "tokens").isEqualTo(Input("tokens", DType.I64, shapeOf(5)))
        assertThat(listOf(i32(), u8(), bool()).map(Input::dtype)).containsExactly(DType.I32, DType.U8, DType.BOOL)
        assertThat(f32(shapeOf(dim("time"), dim(4))).shape().toString()).isEqualTo("[time,4]")
    }

    @Test
    fun `several inputs go to the first layer and several outputs come from the last`() {
        val net = network(listOf(f32(2) named "a", f32(3) named "b"), listOf("sum", "difference")) {
            parallel { dense(4); dense(4) }
            branches { add(); concatenate() }
        }

        assertThat(net.inputs().map(Input::name)).containsExactly("a", "b")
        val out = net.init().predict("a" to tensorOf(row(1f, 2f)), "b" to tensorOf(row(1f, 2f, 3f)))
        assertThat(out.mapValues { it.value.shape().toString() })
            .isEqualTo(mapOf("sum" to "[1,4]", "difference" to "[1,8]"))
    }
}
