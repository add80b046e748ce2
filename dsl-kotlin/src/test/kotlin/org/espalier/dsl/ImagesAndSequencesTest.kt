package org.espalier.dsl

import org.assertj.core.api.Assertions.assertThat
import org.espalier.core.model.Input
import org.espalier.core.model.Network
import org.espalier.nn.Layer
import org.espalier.standard.Activations
import org.espalier.standard.Initializers
import org.espalier.standard.Layers
import org.espalier.standard.Penalties
import org.espalier.standard.layer.attention.TransformerEncoder
import org.espalier.standard.layer.conv.AveragePool
import org.espalier.standard.layer.conv.Conv
import org.espalier.standard.layer.conv.MaxPool
import org.espalier.standard.layer.conv.Padding
import org.espalier.standard.layer.sequence.CellActivation
import org.junit.jupiter.api.Test

/** Layers for images and sequences are those of Java. */
class ImagesAndSequencesTest {

    private fun assertSame(network: Network, input: Input, vararg layers: Layer) {
        assertThat(network).isEqualTo(Network.of(input, Layers.sequential(*layers)))
    }

    @Test
    fun `convolutions with every option`() {
        assertSame(
            network(f32(4, 20, 20)) {
                conv2d(
                    8, 3, relu, strides = 2, padding = same, dilations = 2, groups = 2, bias = false, initializer = heUniform,
                    penalty = l2(0.1), name = "first",
                )
                conv(4, listOf(3, 2), tanh, strides = listOf(1, 2), padding = padding(1, 0), dilations = listOf(2, 1))
                conv2d(2, 1, padding = valid)
                conv(3, listOf(2, 1))
            },
            Input.f32(4, 20, 20),
            Layers.named(
                "first",
                Layers.conv2d(8, 3, Activations.relu()).withStrides(2).withPadding(Padding.SAME).withDilations(2)
                    .withGroups(2).withBias(false).withInitializer(Initializers.heUniform()).withPenalty(Penalties.l2(0.1)),
            ),
            Conv.of(4, 3, 2).withActivation(Activations.tanh()).withStrides(1, 2).withPadding(Padding.of(1, 0))
                .withDilations(2, 1),
            Layers.conv2d(2, 1),
            Conv.of(3, 2, 1),
        )
    }

    @Test
    fun `one and three axes`() {
        assertSame(
            network(f32(2, 30)) {
                conv1d(3, 3, relu, padding = same); maxPool1d(2); averagePool1d(2, strides = 1); globalMaxPool()
            },
            Input.f32(2, 30),
            Layers.conv1d(3, 3, Activations.relu()).withPadding(Padding.SAME), Layers.maxPool1d(2),
            Layers.averagePool1d(2).withStrides(1), Layers.globalMaxPool(),
        )
        assertSame(
            network(f32(2, 9, 9, 9)) { conv3d(3, 2, relu); maxPool3d(2); averagePool3d(2); globalAveragePool() },
            Input.f32(2, 9, 9, 9),
            Layers.conv3d(3, 2, Activations.relu()), Layers.maxPool3d(2), Layers.averagePool3d(2), Layers.globalAveragePool(),
        )
    }

    @Test
    fun `pooling with every option`() {
        assertSame(
            network(f32(2, 30, 30)) {
                maxPool2d(3, strides = 2, padding = same)
                maxPool(listOf(2, 3), strides = listOf(1, 2), padding = padding(1))
                averagePool2d(2, strides = 1, padding = padding(1), countIncludePad = true)
                averagePool(listOf(2, 1))
                maxPool2d(2)
                averagePool2d(2)
            },
            Input.f32(2, 30, 30),
            Layers.maxPool2d(3).withStrides(2).withPadding(Padding.SAME),
            MaxPool.of(2, 3).withStrides(1, 2).withPadding(Padding.of(1)),
            Layers.averagePool2d(2).withStrides(1).withPadding(Padding.of(1)).withCountIncludePad(true),
            AveragePool.of(2, 1),
            Layers.maxPool2d(2),
            Layers.averagePool2d(2),
        )
    }

    @Test
    fun `recurrent networks with every option`() {
        val relu = CellActivation.RELU
        val hard = CellActivation.HARD_SIGMOID
        assertSame(
            network(i64(5)) {
                embedding(9, 4, initializer = heNormal)
                positionalEmbedding(6, initializer = zeros)
                lstm(3, true, true, relu, hard, bias = false, forgetBias = 0.0, kernel = heNormal, recurrent = ones)
                gru(3, true, true, relu, hard, resetAfter = true, bias = false, kernel = heNormal, recurrent = ones)
                simpleRnn(3, true, true, relu, bias = false, kernel = heNormal, recurrent = ones)
                maxOverTime()
            },
            i64(5),
            Layers.embedding(9, 4).withInitializer(Initializers.heNormal()),
            Layers.positionalEmbedding(6).withInitializer(Initializers.zeros()),
            Layers.lstm(3).withSequence(true).withBidirectional(true).withActivations(relu, hard).withBias(false)
                .withForgetBias(0.0).withKernel(Initializers.heNormal()).withRecurrent(Initializers.ones()),
            Layers.gru(3).withSequence(true).withBidirectional(true).withActivations(relu, hard).withResetAfter(true)
                .withBias(false).withKernel(Initializers.heNormal()).withRecurrent(Initializers.ones()),
            Layers.simpleRnn(3).withSequence(true).withBidirectional(true).withActivation(relu).withBias(false)
                .withKernel(Initializers.heNormal()).withRecurrent(Initializers.ones()),
            Layers.maxOverTime(),
        )
    }

    @Test
    fun `attention with every option`() {
        assertSame(
            network(f32(5, 4)) {
                multiHeadAttention(2, width = 6, causal = true, bias = false, kernel = heNormal, name = "look")
                transformerEncoder(
                    2, feedForward = 8, activation = silu, dropout = 0.1, order = TransformerEncoder.Order.PRE_NORM,
                    causal = true,
                )
                meanOverTime()
            },
            Input.f32(5, 4),
            Layers.named(
                "look",
                Layers.multiHeadAttention(2).withWidth(6).withCausal(true).withBias(false)
                    .withKernel(Initializers.heNormal()),
            ),
            Layers.transformerEncoder(2, 8).withActivation(Activations.silu()).withDropout(0.1)
                .withOrder(TransformerEncoder.Order.PRE_NORM).withCausal(true),
            Layers.meanOverTime(),
        )
    }

    @Test
    fun `options that are not given are Java's defaults`() {
        assertSame(
            network(i64(5)) {
                embedding(9, 4); positionalEmbedding(5); lstm(4, sequence = true); gru(4, sequence = true)
                simpleRnn(4, sequence = true); multiHeadAttention(2); transformerEncoder(2, 8); lstm(3)
            },
            i64(5),
            Layers.embedding(9, 4), Layers.positionalEmbedding(5), Layers.lstm(4).withSequence(true),
            Layers.gru(4).withSequence(true), Layers.simpleRnn(4).withSequence(true), Layers.multiHeadAttention(2),
            Layers.transformerEncoder(2, 8), Layers.lstm(3),
        )
    }

    @Test
    fun `one sequence looks at another in a graph`() {
        val net = graph {
            val question by input(i64(3))
            val text by input(i64(7))
            val tokens = shared("tokens") { embedding(20, 8) }
            val asked by tokens(question)
            val read by tokens(text)
            val found by multiHeadAttention(2)(asked, read)
            output("answer", found then { meanOverTime(); dense(20) })
        }
        assertThat(net.summary()).contains("MultiHeadAttention", "f32[batch,3,8]")
        assertThat(net.init().weights().keys).contains("found/key_value/weight", "found/query/weight")
    }
}
