package org.espalier.examples.demonstrations

import java.nio.file.Path
import java.util.Random
import org.espalier.core.fit.FitResult
import org.espalier.data.Dataset
import org.espalier.dsl.*
import org.espalier.examples.Digits
import org.espalier.training.Callback

/** Dropout and early stopping against overfitting, on few digits, some of them with a wrong label. */
object Overfitting : Demonstration(
    "overfitting", "a network learns wrong labels by heart; dropout does less of it, and early stopping goes back to the best epoch",
) {
    const val EXAMPLES = 200
    private val digits = Digits.load()

    /** The first digits of the training set, one in five with another digit's label. */
    val examples: Dataset = digits.train.subset(IntArray(EXAMPLES) { it }).let { few ->
        val random = Random(1)
        val labels = few.all("target").toLongs().map { if (random.nextInt(5) == 0) (it + 1 + random.nextInt(9)) % 10 else it }
        datasetOf(few.all("input"), tensorOf(*labels.toLongArray()))
    }

    /** How many of the labels are wrong. */
    val wrong: Int = digits.train.all("target").toLongs().zip(examples.all("target").toLongs()).count { (a, b) -> a != b }

    /** Rightly labelled digits, to judge by. */
    val validation: Dataset = digits.validation

    private fun fit(rate: Double, vararg callbacks: Callback): FitResult =
        network(f32(64)) { dense(256, relu); dropout(rate); dense(10) }.fit(examples) {
            loss = softmaxCrossEntropy
            optimizer = adam(2e-3)
            validation = this@Overfitting.validation
            epochs = 120; batch = 32; seed = 1
            on(*callbacks)
        }

    /** How each run went. */
    val runs: Map<String, FitResult> by lazy {
        mapOf("neither" to fit(0.0), "dropout" to fit(0.5), "early stopping" to fit(0.0, earlyStopping(patience = 10)))
    }

    override fun show(picture: Path) {
        say("%d of %d labels are wrong", wrong, EXAMPLES)
        val training = Panel("Training", "epochs", "loss", y = 0.0..2.5)
        val judged = Panel("Validation", "epochs", "loss", y = 0.0..2.5)
        for ((name, run) in runs) {
            val test = run.model().evaluate(validation) { loss = softmaxCrossEntropy; metrics(accuracy) }
            say("%-14s  %3d epochs, training loss %.3f; of the model at the end: validation loss %.3f, accuracy %.3f",
                name, run.history().epochs().size, run.history().last("loss"), test["loss"]!!, test["accuracy"]!!)
            training.line(name, run.history().series("loss"))
            judged.line(name, run.history().series("val_loss"))
        }
        draw(picture, training, judged)
    }
}

fun main(args: Array<String>) = Overfitting.run(args)
