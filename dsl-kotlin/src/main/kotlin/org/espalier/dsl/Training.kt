@file:API(status = API.Status.STABLE, since = "0.1")

package org.espalier.dsl

import org.espalier.core.engine.Engine
import org.espalier.core.fit.FitResult
import org.espalier.core.fit.History
import org.espalier.core.fit.Trainer
import org.espalier.core.fit.Training
import org.espalier.core.fit.TrainingStep
import org.espalier.core.model.Model
import org.espalier.core.model.Network
import org.espalier.data.Dataset
import org.espalier.plugin.API
import org.espalier.tensor.DType

/**
 * Trains a fresh model of this network:
 *
 *     val model = net.train(digits.train) {
 *         loss = softmaxCrossEntropy
 *         optimizer = adam(cosine(1e-3, decaySteps = 2_000) after warmup(100)) with clipGlobalNorm(1.0)
 *         validation = digits.validation
 *         epochs = 30; batch = 64; seed = 42
 *         on(progress, earlyStopping(patience = 5))
 *     }
 *
 * [fit] does the same and yields the figures of all epochs as well.
 */
public fun Network.train(
    data: Dataset,
    engine: Engine = sharedEngine,
    dtype: DType = DType.F32,
    settings: TrainingScope.() -> Unit,
): Model = fit(data, engine, dtype, settings).model

/** Trains this model further, in place. */
public fun Model.train(data: Dataset, settings: TrainingScope.() -> Unit): Model = fit(data, settings).model

/** Trains a fresh model of this network: `val (model, history) = net.fit(digits.train) { ... }`. */
public fun Network.fit(
    data: Dataset,
    engine: Engine = sharedEngine,
    dtype: DType = DType.F32,
    settings: TrainingScope.() -> Unit,
): FitResult = trainer(data, engine, dtype, settings).run()

/** Trains this model further, in place. */
public fun Model.fit(data: Dataset, settings: TrainingScope.() -> Unit): FitResult = trainer(data, settings).run()

/** A run of a fresh model that has not begun, to be run here and cancelled from elsewhere. */
public fun Network.trainer(
    data: Dataset,
    engine: Engine = sharedEngine,
    dtype: DType = DType.F32,
    settings: TrainingScope.() -> Unit,
): Trainer {
    val training = training(settings)
    return Trainer(init(engine, training.seed(), dtype), training, data)
}

/** A run on this model that has not begun, to be run here and cancelled from elsewhere. */
public fun Model.trainer(data: Dataset, settings: TrainingScope.() -> Unit): Trainer =
    Trainer(this, training(settings), data)

/**
 * The compiled step of a training of this model on data with these fields, for loops of one's own:
 * `step.update(batch, learningRate)`.
 */
public fun Model.step(data: Dataset, settings: TrainingScope.() -> Unit): TrainingStep =
    TrainingStep(this, training(settings), data.fields())

/** The settings of a training, to be used several times or to step through by hand. */
public fun training(settings: TrainingScope.() -> Unit): Training = TrainingScope().apply(settings).training()

/** The model. */
public operator fun FitResult.component1(): Model = model

/** The figures of every epoch. */
public operator fun FitResult.component2(): History = history
