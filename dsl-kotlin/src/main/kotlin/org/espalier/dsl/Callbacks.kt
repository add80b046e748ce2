@file:API(status = API.Status.STABLE, since = "0.1")

package org.espalier.dsl

import org.espalier.plugin.API
import org.espalier.standard.callback.EarlyStopping
import org.espalier.standard.callback.Goal
import org.espalier.standard.callback.Progress
import org.espalier.standard.callback.ReduceOnPlateau
import org.espalier.standard.callback.StopAtTarget

/** A line an epoch and, in a terminal, a bar. */
public val progress: Progress get() = Progress.DEFAULT

/** Progress in a style. */
public fun progress(style: Progress.Style): Progress = Progress.of(style)

/** Ends the run when a figure has not become better for some epochs, with the best weights. */
public fun earlyStopping(
    patience: Int = EarlyStopping.DEFAULT.patience(),
    monitor: String = EarlyStopping.DEFAULT.monitor(),
    minDelta: Double = EarlyStopping.DEFAULT.minDelta(),
    restoreBest: Boolean = EarlyStopping.DEFAULT.restoreBest(),
    goal: Goal = EarlyStopping.DEFAULT.goal(),
): EarlyStopping = EarlyStopping.of(patience).withMonitor(monitor).withMinDelta(minDelta).withRestoreBest(restoreBest)
    .withGoal(goal)

/** Multiplies the learning rate by a factor when a figure has not become better for some epochs. */
public fun reduceOnPlateau(
    factor: Double = ReduceOnPlateau.DEFAULT.factor(),
    patience: Int = ReduceOnPlateau.DEFAULT.patience(),
    monitor: String = ReduceOnPlateau.DEFAULT.monitor(),
    minDelta: Double = ReduceOnPlateau.DEFAULT.minDelta(),
    minRate: Double = ReduceOnPlateau.DEFAULT.minRate(),
    goal: Goal = ReduceOnPlateau.DEFAULT.goal(),
): ReduceOnPlateau = ReduceOnPlateau.of(factor, patience).withMonitor(monitor).withMinDelta(minDelta)
    .withMinRate(minRate).withGoal(goal)

/** Ends the run when a figure has reached a value: `stopAtTarget("val_accuracy", 0.98)`. */
public fun stopAtTarget(monitor: String, target: Double, goal: Goal = Goal.AUTO): StopAtTarget =
    StopAtTarget.of(monitor, target).withGoal(goal)
