@file:API(status = API.Status.STABLE, since = "0.1")

package org.espalier.dsl

import org.espalier.data.Dataset
import org.espalier.data.Preprocessing
import org.espalier.nn.UnaryLayer
import org.espalier.plugin.API
import org.espalier.standard.preprocessing.ChannelMeanSubtraction
import org.espalier.standard.preprocessing.MeanSubtraction
import org.espalier.standard.preprocessing.MinMax
import org.espalier.standard.preprocessing.OneHotEncoding
import org.espalier.standard.preprocessing.PcaWhitening
import org.espalier.standard.preprocessing.Standardize

/** (x - μ) / √(σ² + ε) for each feature. */
public val standardize: Standardize get() = Standardize.DEFAULT

/** (x - μ) / √(σ² + ε) for each feature, with another ε. */
public fun standardize(epsilon: Double): Standardize = Standardize.DEFAULT.withEpsilon(epsilon)

/** Each feature to [0, 1]. */
public val minMax: MinMax get() = MinMax.DEFAULT

/** Each feature to [[low], [high]]. */
public fun minMax(low: Double, high: Double): MinMax = MinMax.to(low, high)

/** x - μ for each feature. */
public val meanSubtraction: MeanSubtraction get() = MeanSubtraction.INSTANCE

/** x - μ for each channel. */
public val channelMeanSubtraction: ChannelMeanSubtraction get() = ChannelMeanSubtraction.INSTANCE

/** √n·(x - μ)V/S, where the centred training set is USV'. */
public val pcaWhitening: PcaWhitening get() = PcaWhitening.DEFAULT

/** √n·(x - μ)V/S, of the leading directions alone. */
public fun pcaWhitening(components: Int): PcaWhitening = PcaWhitening.of(components)

/** A 1 in the place of the class, and 0 elsewhere. */
public val oneHotEncoding: OneHotEncoding get() = OneHotEncoding.INSTANCE

/**
 * The transformation with the figures of the training set's input, as a layer that goes into the network, is saved with
 * it and exported: `+(standardize fittedTo digits.train)`.
 */
public infix fun Preprocessing.fittedTo(training: Dataset): UnaryLayer = fit(training)
