package org.espalier.dsl

import org.assertj.core.api.Assertions.assertThat
import org.espalier.backend.Buffer
import org.espalier.data.BatchSource
import org.espalier.data.BatchStream
import org.espalier.data.Order
import org.junit.jupiter.api.Test

/** Batches of one's own making lead to where the data set that they come from leads. */
class BatchTrainingTest {
    private val net = network(f32(2)) { dense(3, tanh); dense(2) }
    private val data = datasetOf(Array(11) { row(it / 11f, 1f - it % 5 / 5f) }, IntArray(11) { it % 2 })

    /** The rows in order, three at a time. */
    private inner class InOrder : BatchSource {
        override fun fields() = data.fields()

        override fun size() = data.size()

        override fun batchSize() = 3

        override fun epoch(seed: Long, epoch: Int) = object : BatchStream {
            private var from = 0
            private var rows = IntArray(0)

            override fun next(): Int {
                from += rows.size
                rows = (from until minOf(from + 3, data.size())).toList().toIntArray()
                return rows.size
            }

            override fun read(field: String, into: Buffer) = data.read(field, rows, rows.size, into)
        }
    }

    private val settings: TrainingScope.() -> Unit = {
        loss = softmaxCrossEntropy
        optimizer = adam(1e-2)
        epochs = 3; batch = 3; seed = 7
        order = Order.IN_ORDER
    }

    @Test
    fun `a fresh model`() {
        assertThat(net.train(InOrder(), settings = settings).weights()).isEqualTo(net.train(data, settings = settings).weights())
        assertThat(net.fit(InOrder(), settings = settings).history.series("loss"))
            .containsExactly(*net.fit(data, settings = settings).history.series("loss"))
    }

    @Test
    fun `a model that is there`() {
        assertThat(net.init(seed = 3).train(InOrder(), settings).weights())
            .isEqualTo(net.init(seed = 3).train(data, settings).weights())
    }
}
