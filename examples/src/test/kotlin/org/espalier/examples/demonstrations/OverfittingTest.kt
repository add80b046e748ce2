package org.espalier.examples.demonstrations

import kotlin.math.ln
import org.assertj.core.api.Assertions.assertThat
import org.espalier.core.fit.FitResult
import org.espalier.dsl.evaluate
import org.espalier.dsl.softmaxCrossEntropy
import org.junit.jupiter.api.Test

class OverfittingTest {
    private val plain = Overfitting.runs.getValue("neither")
    private val dropout = Overfitting.runs.getValue("dropout")
    private val stopped = Overfitting.runs.getValue("early stopping")

    private fun validation(run: FitResult) = run.model().evaluate(Overfitting.validation) { loss = softmaxCrossEntropy }.getValue("loss")

    /**
     * One who knows each digit, and that a share q of the labels is another one of nine, has a loss of
     * -(1 - q) log(1 - q) - q log(q / 9) on such labels. Who has less knows them by heart.
     */
    @Test
    fun `the network learns wrong labels by heart`() {
        val q = Overfitting.wrong.toDouble() / Overfitting.EXAMPLES
        val known = -(1 - q) * ln(1 - q) - q * ln(q / 9)
        assertThat(q).isBetween(0.1, 0.3)
        assertThat(plain.history().last("loss")).isLessThan(known / 2)
        val losses = plain.history().series("val_loss")
        assertThat(losses.last()).isGreaterThan(losses.min() * 1.1)
    }

    @Test
    fun `early stopping brings back the weights of the epoch with the least validation loss`() {
        val losses = stopped.history().series("val_loss")
        assertThat(stopped.outcome()).isEqualTo(FitResult.Outcome.STOPPED)
        assertThat(validation(stopped)).isEqualTo(losses.min())
        // Ten epochs without improvement end the run; until then it is the run without early stopping.
        assertThat(losses.indices.minBy { losses[it] }).isEqualTo(losses.size - 1 - 10)
        assertThat(losses).isEqualTo(plain.history().series("val_loss").copyOf(losses.size))
    }

    @Test
    fun `both keep the validation loss below what it comes to without`() {
        assertThat(validation(stopped)).isLessThan(validation(plain))
        assertThat(validation(dropout)).isLessThan(validation(plain))
        assertThat(dropout.history().last("loss")).isGreaterThan(plain.history().last("loss"))
    }
}
