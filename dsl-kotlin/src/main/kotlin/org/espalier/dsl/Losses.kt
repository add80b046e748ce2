@file:API(status = API.Status.STABLE, since = "0.1")

package org.espalier.dsl

import org.espalier.plugin.API
import org.espalier.standard.loss.BinaryCrossEntropy
import org.espalier.standard.loss.CrossEntropy
import org.espalier.standard.loss.HalfSquaredError
import org.espalier.standard.loss.Hinge
import org.espalier.standard.loss.Logistic
import org.espalier.standard.loss.MaxMargin
import org.espalier.standard.loss.MeanAbsoluteError
import org.espalier.standard.loss.MeanSquaredError
import org.espalier.standard.loss.Perceptron
import org.espalier.standard.loss.SoftmaxCrossEntropy

/** ½ Σ (f - y)². */
public val halfSquaredError: HalfSquaredError get() = HalfSquaredError.INSTANCE

/** The mean of (f - y)². */
public val meanSquaredError: MeanSquaredError get() = MeanSquaredError.INSTANCE

/** The mean of |f - y|. */
public val meanAbsoluteError: MeanAbsoluteError get() = MeanAbsoluteError.INSTANCE

/** log(1 + e^(-y f)), y in {-1, +1}. */
public val logistic: Logistic get() = Logistic.INSTANCE

/** Binary cross-entropy from raw scores, y in {0, 1}. */
public val binaryCrossEntropy: BinaryCrossEntropy get() = BinaryCrossEntropy.FROM_LOGITS

/** Binary cross-entropy from raw scores or from probabilities, y in {0, 1}. */
public fun binaryCrossEntropy(fromLogits: Boolean): BinaryCrossEntropy = BinaryCrossEntropy(fromLogits)

/** Cross-entropy with softmax from raw scores; targets are class indices or probabilities. */
public val softmaxCrossEntropy: SoftmaxCrossEntropy get() = SoftmaxCrossEntropy.INSTANCE

/** Cross-entropy on probabilities. */
public val crossEntropy: CrossEntropy get() = CrossEntropy.INSTANCE

/** max(0, 1 - y f), y in {-1, +1}. */
public val hinge: Hinge get() = Hinge.DEFAULT

/** max(0, margin - y f), y in {-1, +1}. */
public fun hinge(margin: Double): Hinge = Hinge.of(margin)

/** max(0, 1 - s + s_c) on pairs of scores. */
public val maxMargin: MaxMargin get() = MaxMargin.DEFAULT

/** max(0, margin - s + s_c) on pairs of scores. */
public fun maxMargin(margin: Double): MaxMargin = MaxMargin.of(margin)

/** max(0, -y f), y in {-1, +1}. */
public val perceptron: Perceptron get() = Perceptron.INSTANCE
