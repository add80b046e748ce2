package org.espalier.dsl

import java.nio.file.Path
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.espalier.core.fit.FitResult
import org.espalier.core.fit.LearningRateFinder
import org.espalier.core.fit.Training
import org.espalier.core.fit.TrainingStep
import org.espalier.core.model.Objective
import org.espalier.data.Dataset
import org.espalier.data.Order
import org.espalier.nn.Role
import org.espalier.standard.Callbacks
import org.espalier.standard.Losses
import org.espalier.standard.Metrics
import org.espalier.standard.Optimizers
import org.espalier.standard.Penalties
import org.espalier.standard.Schedules
import org.espalier.standard.constraint.MaxNorm
import org.espalier.tensor.DType
import org.espalier.training.Callback
import org.espalier.training.Reduction
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** Settings lead to the training that the same settings in Java lead to. */
class TrainingTest {
    private val net = network(f32(2)) { dense(3, tanh, name = "hidden"); dense(2) }
    private val data = datasetOf(
        Array(12) { row(it / 12f, 1f - it % 5 / 5f) },
        IntArray(12) { it % 2 },
    )

    private fun step(training: Training) = TrainingStep(net.init(), training, data.fields()).graph(4).toString()

    private fun weights(result: FitResult) = result.model.weights()

    @Test
    fun `all settings of a run`() {
        val kotlin = net.fit(data) {
            loss = softmaxCrossEntropy
            optimizer = adam(cosine(1e-2, decaySteps = 20) after warmup(3)) with clipGlobalNorm(1.0)
            validation = data
            epochs = 5; batch = 5; seed = 42
            accumulate = 2
            order = Order.WITH_REPLACEMENT
            reduction = Reduction.SUM
            penalty(l2(1e-3))
            constraint(maxNorm(2.0))
            freeze("hidden/bias")
            metrics(accuracy, topK(1))
            on(earlyStopping(patience = 3))
        }

        val java = Training.of(
            Losses.softmaxCrossEntropy(),
            Optimizers.adam(Schedules.cosine(1e-2, 20).after(Schedules.warmup(3))).with(Optimizers.clipByGlobalNorm(1.0)),
        ).withValidation(data).withEpochs(5).withBatchSize(5).withSeed(42).withAccumulation(2)
            .withOrder(Order.WITH_REPLACEMENT).withReduction(Reduction.SUM).withPenalty(Penalties.l2(1e-3))
            .withConstraint(MaxNorm.of(2.0)).withFrozen("hidden/bias")
            .withMetrics(Metrics.accuracy(), Metrics.topK(1)).withCallbacks(Callbacks.earlyStopping(3))
            .fit(sharedEngine, net, data)
        assertThat(weights(kotlin)).isEqualTo(weights(java))
        assertThat(kotlin.history.figures()).containsExactlyElementsOf(java.history.figures())
        assertThat(kotlin.history.figures()).contains("val_accuracy", "val_top_1_accuracy")
        assertThat(kotlin.history.series("loss")).containsExactly(*java.history.series("loss"))
    }

    @Test
    fun `the step is the same graph`() {
        val kotlin = training {
            loss = softmaxCrossEntropy
            optimizer = momentum(0.1) with weightDecay(0.01)
            penalty(l1(0.1), paths = "hidden/**", Role.WEIGHT, Role.BIAS)
            capture("hidden", "1/*")
        }

        val java = Training.of(Losses.softmaxCrossEntropy(), Optimizers.momentum(0.1).with(Optimizers.weightDecay(0.01)))
            .withPenalty("hidden/**", setOf(Role.WEIGHT, Role.BIAS), Penalties.l1(0.1)).withCapture("hidden", "1/*")
        assertThat(step(kotlin)).isEqualTo(step(java)).contains("hidden/bias")
    }

    @Test
    fun `a penalty on some paths is on their weights unless told otherwise`() {
        val kotlin = training { loss = hinge; optimizer = sgd(0.1); penalty(l1(0.1), paths = "hidden/**") }
        val java = Training.of(Losses.hinge(), Optimizers.sgd(0.1))
            .withPenalty("hidden/**", setOf(Role.WEIGHT, Role.EMBEDDING), Penalties.l1(0.1))
        val nets = network(f32(2)) { dense(3, name = "hidden"); dense(1) }
        fun text(t: Training) =
            TrainingStep(nets.init(), t, datasetOf(arrayOf(row(1f, 1f)), arrayOf(row(1f))).fields()).graph(1).toString()
        assertThat(text(kotlin)).isEqualTo(text(java)).contains("Abs")
    }

    @Test
    fun `what is not set is as in Java`() {
        val kotlin = net.fit(data) { loss = softmaxCrossEntropy; optimizer = sgd(0.1) }
        val java = Training.of(Losses.softmaxCrossEntropy(), Optimizers.sgd(0.1)).fit(sharedEngine, net, data)
        assertThat(weights(kotlin)).isEqualTo(weights(java))
    }

    @Test
    fun `train gives the model, fit the history too`() {
        val settings: TrainingScope.() -> Unit = { loss = softmaxCrossEntropy; optimizer = adam(0.01); epochs = 3; seed = 7 }
        val trained = net.train(data, settings = settings)
        val (model, history) = net.fit(data, settings = settings)
        assertThat(trained.weights()).isEqualTo(model.weights())
        assertThat(history.epochs()).hasSize(3)
    }

    @Test
    fun `a model is trained further in place`() {
        val model = net.init(seed = 1)
        val before = model.weights()
        val same = model.train(data) { loss = softmaxCrossEntropy; optimizer = sgd(0.1); freeze("hidden/**") }
        assertThat(same).isSameAs(model)
        assertThat(model.weight("hidden/weight")).isEqualTo(before["hidden/weight"])
        assertThat(model.weight("1/weight")).isNotEqualTo(before["1/weight"])
    }

    @Test
    fun `losses of several outputs`() {
        val two = graph {
            val x by input(f32(2))
            output("a", x then dense(1))
            output("b", x then dense(1))
        }
        val fields = datasetOf(
            "x" to tensorOf(row(1f, 2f)), "a" to tensorOf(row(1f)), "t" to tensorOf(row(2f)),
        ).fields()
        val kotlin = training {
            loss("a", meanSquaredError)
            loss("b", meanAbsoluteError, target = "t", weight = 0.5)
            metrics("b", mae)
            optimizer = sgd(0.1)
        }
        val java = Training.of(
            listOf(
                Objective.of("a", Losses.meanSquaredError(), "a"),
                Objective.of("b", Losses.meanAbsoluteError(), "t").withWeight(0.5).withMetrics(Metrics.meanAbsoluteError()),
            ),
            Optimizers.sgd(0.1),
        )
        fun text(t: Training) = TrainingStep(two.init(), t, fields).graph(1).toString()
        assertThat(text(kotlin)).isEqualTo(text(java)).contains("Abs")
    }

    @Test
    fun `each of several outputs has metrics of its own`() {
        val two = graph {
            val x by input(f32(1))
            output("a", x then dense(1, kernel = zeros))
            output("b", x then dense(1, kernel = zeros))
        }
        val data = datasetOf(
            "x" to tensorOf(row(1f), row(1f)), "a" to tensorOf(row(3f), row(1f)), "t" to tensorOf(row(2f), row(5f)),
        )
        val (model, history) = two.fit(data) {
            loss("a", meanSquaredError); loss("b", meanAbsoluteError, target = "t")
            metrics(mse)
            metrics("b", mse, mae)
            optimizer = sgd(1e-30); validation = data
        }
        val expected = mapOf("loss" to 8.5, "mse" to 5.0, "b/mse" to 14.5, "b/mae" to 3.5)
        expected.forEach { (name, value) ->
            assertThat(history.last(name)).isEqualTo(value)
            assertThat(history.last("val_$name")).isEqualTo(value)
        }
        val measured = model.evaluate(data) {
            loss("a", meanSquaredError); loss("b", meanAbsoluteError, target = "t"); metrics("b", mae)
        }
        assertThat(measured).isEqualTo(mapOf("loss" to 8.5, "b/mae" to 3.5))
        assertThatThrownBy { training { loss("a", meanSquaredError); metrics("c", mae); optimizer = sgd(0.1) } }
            .hasMessage("train { } names metrics of the outputs [c], but has losses only of [a]")
        assertThatThrownBy { two.fit(data) { loss("a", meanSquaredError); metrics(mae, mae); optimizer = sgd(0.1) } }
            .hasMessage("there are two metrics with the name 'mae'; leave out one of them")
    }

    @Test
    fun `learning rates are tried as in Java, and the model stays as it is`() {
        val finder = LearningRateFinder.DEFAULT.withRates(1e-3, 1.0).withSteps(7)
        val settings: TrainingScope.() -> Unit = { loss = softmaxCrossEntropy; optimizer = sgd(123.0); batch = 3; seed = 5 }
        val java = finder.run(
            net.init(seed = 5), Training.of(Losses.softmaxCrossEntropy(), Optimizers.sgd(123.0)).withBatchSize(3).withSeed(5), data,
        )
        assertThat(net.findLearningRate(data, finder = finder, settings = settings)).isEqualTo(java)
        val model = net.init(seed = 5)
        val before = model.weights()
        assertThat(model.findLearningRate(data, finder, settings)).isEqualTo(java)
        assertThat(model.weights()).isEqualTo(before)
        assertThat(java.trials()).hasSize(7)
    }

    @Test
    fun `an open step descends by the gradient that it shows`() {
        val model = network(f32(2)) { dense(1, kernel = ones) }.init(dtype = DType.F64)
        val one = datasetOf(tensorOf(row(1.0, 2.0)), tensorOf(row(1.0)))
        val step = model.step(one) { loss = halfSquaredError; optimizer = sgd(1.0); capture("0/weight") }
        assertThat(step.update(one, intArrayOf(0), 1, 0.5)).isEqualTo(2.0)
        assertThat(step.captured("gradient/0/weight").toDoubles()).containsExactly(2.0, 4.0)
        assertThat(model.weight("0/weight").toDoubles()).containsExactly(0.0, -1.0)
    }

    @Test
    fun `lambdas are told of epochs and steps`() {
        val epochsSeen = mutableListOf<Int>()
        val losses = mutableListOf<Double>()
        val (_, history) = net.fit(data) {
            loss = softmaxCrossEntropy; optimizer = sgd(0.1); epochs = 2; batch = 6
            onEpoch { epochsSeen += it.epoch() }
            onStep { losses += it.loss() }
        }
        assertThat(epochsSeen).containsExactly(*history.epochs().map(Callback.Epoch::epoch).toTypedArray()).hasSize(2)
        assertThat(losses).hasSize(4).allMatch { it > 0 }
        assertThat(history.last("loss")).isEqualTo((losses[2] + losses[3]) / 2)
    }

    @Test
    fun `a run can be cancelled and goes on from its checkpoint`(@TempDir folder: Path) {
        val settings: TrainingScope.(String) -> Unit = { file ->
            loss = softmaxCrossEntropy; optimizer = adam(0.01); epochs = 4; batch = 4
            checkpoint(folder.resolve(file).toString())
        }
        val whole = net.train(data) { settings("whole") }

        val model = net.init()
        lateinit var cancel: () -> Unit
        val trainer = model.trainer(data) {
            settings("broken")
            onEpoch { if (it.epoch() == 1) cancel() }
        }
        cancel = trainer::cancel
        assertThat(trainer.run().outcome).isEqualTo(FitResult.Outcome.CANCELLED)
        assertThat(model.weights()).isNotEqualTo(whole.weights())
        val resumed = net.train(data) { settings("broken"); onEpoch { } }

        assertThat(resumed.weights()).isEqualTo(whole.weights())
    }

    @Test
    fun `engine and dtype are chosen`() {
        engine { backend = "reference"; threads = 1 }.use { reference ->
            assertThat(reference.backend().id()).isEqualTo("reference")
            assertThat(reference.threads()).isEqualTo(1)
            val settings: TrainingScope.() -> Unit = { loss = softmaxCrossEntropy; optimizer = sgd(0.1); seed = 3 }
            val model = net.train(f64(data), engine = reference, dtype = DType.F64, settings = settings)
            assertThat(model.dtype()).isEqualTo(DType.F64)
            assertThat(model.engine()).isSameAs(reference)
        }
    }

    private fun f64(data: Dataset) = datasetOf(data.all("input").to(DType.F64), data.all("target"))
}
