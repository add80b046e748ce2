@file:API(status = API.Status.STABLE, since = "0.1")

package org.espalier.dsl

import java.nio.file.Path
import org.espalier.plugin.API
import org.espalier.standard.callback.Checkpoints
import org.espalier.standard.callback.EarlyStopping
import org.espalier.standard.callback.ExponentialMovingAverage
import org.espalier.standard.callback.Goal
import org.espalier.standard.callback.Progress
import org.espalier.standard.callback.ReduceOnPlateau
import org.espalier.standard.callback.RunningMean
import org.espalier.standard.callback.SimpleMovingAverage
import org.espalier.standard.callback.StopAtTarget
import org.espalier.standard.callback.StopOnDivergence
import org.espalier.standard.callback.Timer
import org.espalier.standard.callback.Tracker

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

/** Ends a run that diverges as if it were over, with the reason. */
public fun stopOnDivergence(restoreBest: Boolean = false): StopOnDivergence =
    StopOnDivergence.DEFAULT.withRestoreBest(restoreBest)

/** Writes the best state of the run, the last, and every nth, of which some are kept (0 for all), into a folder. */
public fun checkpoints(
    folder: Path,
    best: Boolean = true,
    last: Boolean = true,
    every: Int = 0,
    retain: Int = 0,
    monitor: String = "val_loss",
    goal: Goal = Goal.AUTO,
): Checkpoints = Checkpoints.into(folder).withBest(best).withLast(last).withEvery(every, retain).withMonitor(monitor)
    .withGoal(goal)

/** Adds times to the figures, and ends the run when a time is over, unless that is 0. */
public fun timer(limitSeconds: Double = 0.0): Timer = Timer.DEFAULT.withLimitSeconds(limitSeconds)

/** Adds the mean of a figure over all epochs so far. */
public fun runningMean(monitor: String): Tracker = Tracker.of(monitor, RunningMean.INSTANCE)

/** Adds the mean of a figure over the last n epochs. */
public fun simpleMovingAverage(monitor: String, n: Int): Tracker = Tracker.of(monitor, SimpleMovingAverage.of(n))

/** Adds the exponential moving average of a figure with α = 2 / (n + 1). */
public fun exponentialMovingAverage(monitor: String, n: Int): Tracker =
    Tracker.of(monitor, ExponentialMovingAverage.over(n))
