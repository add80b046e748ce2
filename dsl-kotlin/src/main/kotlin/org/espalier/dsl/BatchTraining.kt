@file:API(status = API.Status.EXPERIMENTAL, since = "0.1")

package org.espalier.dsl

import org.espalier.core.engine.Engine
import org.espalier.core.fit.FitResult
import org.espalier.core.fit.Trainer
import org.espalier.core.model.Model
import org.espalier.core.model.Network
import org.espalier.data.BatchSource
import org.espalier.plugin.API
import org.espalier.tensor.DType

/** Trains a fresh model of this network on batches from a pipeline, which decides on their order and size. */
public fun Network.train(
    batches: BatchSource,
    engine: Engine = sharedEngine,
    dtype: DType = DType.F32,
    settings: TrainingScope.() -> Unit,
): Model = fit(batches, engine, dtype, settings).model

/** Trains this model further, in place, on batches from a pipeline. */
public fun Model.train(batches: BatchSource, settings: TrainingScope.() -> Unit): Model = fit(batches, settings).model

/** As [train], with the figures of all epochs. */
public fun Network.fit(
    batches: BatchSource,
    engine: Engine = sharedEngine,
    dtype: DType = DType.F32,
    settings: TrainingScope.() -> Unit,
): FitResult = trainer(batches, engine, dtype, settings).run()

/** As [train], with the figures of all epochs. */
public fun Model.fit(batches: BatchSource, settings: TrainingScope.() -> Unit): FitResult = trainer(batches, settings).run()

/** A run of a fresh model that has not begun, on batches from a pipeline. */
public fun Network.trainer(
    batches: BatchSource,
    engine: Engine = sharedEngine,
    dtype: DType = DType.F32,
    settings: TrainingScope.() -> Unit,
): Trainer {
    val training = training(settings)
    return Trainer(init(engine, training.seed(), dtype), training, batches)
}

/** A run on this model that has not begun, on batches from a pipeline. */
public fun Model.trainer(batches: BatchSource, settings: TrainingScope.() -> Unit): Trainer =
    Trainer(this, training(settings), batches)
