@file:API(status = API.Status.STABLE, since = "0.1")

package org.espalier.dsl

import org.espalier.plugin.API
import org.espalier.standard.Metrics
import org.espalier.standard.metric.Accuracy
import org.espalier.standard.metric.ConfusionMatrix
import org.espalier.standard.metric.LossMetric
import org.espalier.standard.metric.TopKAccuracy
import org.espalier.training.Loss

/** The share of examples classified rightly, from raw scores. */
public val accuracy: Accuracy get() = Accuracy.DEFAULT

/** The share of examples classified rightly; a single score counts as the first class from [threshold] on. */
public fun accuracy(threshold: Double): Accuracy = Accuracy.DEFAULT.withThreshold(threshold)

/** The share of examples whose class is among the [k] largest scores. */
public fun topK(k: Int = TopKAccuracy.DEFAULT.k()): TopKAccuracy = TopKAccuracy.of(k)

/** How often each class was taken for each. */
public val confusionMatrix: ConfusionMatrix get() = ConfusionMatrix.INSTANCE

/** The mean of (f - y)², under the name `mse`. */
public val mse: LossMetric get() = Metrics.meanSquaredError()

/** The mean of |f - y|, under the name `mae`. */
public val mae: LossMetric get() = Metrics.meanAbsoluteError()

/** Any loss as a metric of this name. */
public fun metric(name: String, loss: Loss): LossMetric = LossMetric.of(name, loss)
