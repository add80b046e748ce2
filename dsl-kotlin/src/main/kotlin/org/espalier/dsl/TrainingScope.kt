package org.espalier.dsl

import java.nio.file.Path
import kotlin.properties.ReadWriteProperty
import org.espalier.core.fit.Training
import org.espalier.data.Dataset
import org.espalier.data.Order
import org.espalier.nn.Role
import org.espalier.optim.Optimizer
import org.espalier.plugin.API
import org.espalier.plugin.EspalierException
import org.espalier.training.Callback
import org.espalier.training.Constraint
import org.espalier.training.Directive
import org.espalier.training.Penalty
import org.espalier.training.Reduction

/** Settings of a [Training]. What is not set is as [Training] documents; each setting can be made once. */
@EspalierDsl
@API(status = API.Status.STABLE, since = "0.1")
public class TrainingScope internal constructor() : ObjectiveScope("train") {
    private val changes = mutableListOf<(Training) -> Training>()
    private val chosenOptimizer = Once<Optimizer>("train")

    /** How the weights are improved: `adam(1e-3) with clipGlobalNorm(1.0)`, or `lbfgs()`. Must be set. */
    public var optimizer: Optimizer by chosenOptimizer

    /** Data on which loss and metrics are computed after each epoch. */
    public var validation: Dataset by setting(Training::withValidation)

    /** Passes over the data; 1 by default. */
    public var epochs: Int by setting(Training::withEpochs)

    /** Examples a step; 32 by default, and all with `newton` and `lbfgs`. */
    public var batch: Int by setting(Training::withBatchSize)

    /** Batches whose gradients are averaged before each update; 1 by default. */
    public var accumulate: Int by setting(Training::withAccumulation)

    /** The seed of weights, order and dropout; 0 by default, and a seed like any other. */
    public var seed: Long by setting(Training::withSeed)

    /** In which order examples are taken; shuffled by default. */
    public var order: Order by setting(Training::withOrder)

    /** How the losses of a batch become one number; the mean by default. */
    public var reduction: Reduction by setting(Training::withReduction)

    /** Who is told how the run goes: `on(progress, earlyStopping(patience = 5))`. */
    public fun on(vararg callbacks: Callback) {
        changes += { it.withCallbacks(*callbacks) }
    }

    /** What is done after each epoch: `onEpoch { println(it.figures) }`. */
    public fun onEpoch(action: (Callback.Epoch) -> Unit) {
        on(Callback {
            object : Callback.Listener {
                override fun onEpoch(epoch: Callback.Epoch): Directive = Directive.CONTINUE.also { action(epoch) }
            }
        })
    }

    /** What is done after each step, with a view that is valid during the call only. */
    public fun onStep(action: (Callback.Step) -> Unit) {
        on(Callback {
            object : Callback.Listener {
                override fun onStep(step: Callback.Step): Directive = Directive.CONTINUE.also { action(step) }
            }
        })
    }

    /** A term of the loss for each weight; not for biases and normalisation. */
    public fun penalty(penalty: Penalty) {
        changes += { it.withPenalty(penalty) }
    }

    /** A term of the loss for each parameter of these roles whose path matches a [PathPattern][org.espalier.nn.PathPattern]. */
    public fun penalty(penalty: Penalty, paths: String, vararg roles: Role = arrayOf(Role.WEIGHT, Role.EMBEDDING)) {
        changes += { it.withPenalty(paths, roles.toSet(), penalty) }
    }

    /** A set that each weight is brought back into after each update. */
    public fun constraint(constraint: Constraint) {
        changes += { it.withConstraint(constraint) }
    }

    /** Parameters and states stay as they are where their path matches one of these patterns. */
    public fun freeze(vararg paths: String) {
        changes += { it.withFrozen(*paths) }
    }

    /** Values of layers and gradients of parameters whose path matches one of these can be read from the step. */
    public fun capture(vararg paths: String) {
        changes += { it.withCapture(*paths) }
    }

    /** A file that the run's state is written to after every n epochs, and from which it goes on when it is there. */
    public fun checkpoint(file: Path, everyEpochs: Int = 1) {
        changes += { it.withCheckpoint(file, everyEpochs) }
    }

    /** A file that the run's state is written to after every n epochs, and from which it goes on when it is there. */
    public fun checkpoint(file: String, everyEpochs: Int = 1) {
        checkpoint(Path.of(file), everyEpochs)
    }

    internal fun training(): Training {
        val optimizer = chosenOptimizer.orNull ?: throw EspalierException(
            "train { } does not say how the weights are improved; set 'optimizer', for example optimizer = adam(1e-3)",
        )
        val training = measure({ Training.of(it, optimizer) }, { Training.of(it, optimizer) })
        return changes.fold(training.withMetrics(*metrics.toTypedArray())) { t, change -> change(t) }
    }

    private fun <T : Any> setting(change: (Training, T) -> Training): ReadWriteProperty<Any?, T> {
        val value = Once<T>("train")
        changes += { training -> value.orNull?.let { change(training, it) } ?: training }
        return value
    }
}
