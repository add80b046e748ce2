@file:API(status = API.Status.STABLE, since = "0.1")

package org.espalier.dsl

import org.espalier.core.engine.Engine
import org.espalier.core.fit.LearningRateFinder
import org.espalier.core.model.Model
import org.espalier.core.model.Network
import org.espalier.data.Dataset
import org.espalier.plugin.API
import org.espalier.tensor.DType

/**
 * Tries growing learning rates on a fresh model of this network, and notes the loss at each:
 *
 *     val rate = net.findLearningRate(digits.train) { loss = softmaxCrossEntropy; optimizer = adam(1e-3) }.suggestion()
 *
 * The optimizer's own rate is not used, all else is.
 */
public fun Network.findLearningRate(
    data: Dataset,
    engine: Engine = sharedEngine,
    dtype: DType = DType.F32,
    finder: LearningRateFinder = LearningRateFinder.DEFAULT,
    settings: TrainingScope.() -> Unit,
): LearningRateFinder.Result {
    val training = training(settings)
    return finder.run(init(engine, training.seed(), dtype), training, data)
}

/** Tries growing learning rates on this model, whose weights are afterwards what they were. */
public fun Model.findLearningRate(
    data: Dataset,
    finder: LearningRateFinder = LearningRateFinder.DEFAULT,
    settings: TrainingScope.() -> Unit,
): LearningRateFinder.Result = finder.run(this, training(settings), data)
