@file:API(status = API.Status.EXPERIMENTAL, since = "0.1")

package org.espalier.dsl

import org.espalier.data.Dataset
import org.espalier.data.augment.Crop
import org.espalier.data.augment.Flip
import org.espalier.data.augment.GaussianNoise
import org.espalier.data.augment.Resizing
import org.espalier.data.augment.Rotation
import org.espalier.data.augment.Scaling
import org.espalier.data.augment.Translation
import org.espalier.data.pipeline.Pipeline
import org.espalier.plugin.API

// Words for espalier-data, which is an optional dependency: nothing here is loaded before it is used.

/** What is done to these examples on their way: `images.pipeline().shuffle().augment(flip, rotation(10.0)).batch(32)`. */
public fun Dataset.pipeline(): Pipeline = Pipeline.of(this)

/** Left becomes right, in every other image. */
public val flip: Flip get() = Flip.horizontal()

/** Above becomes below, in every other image. */
public val verticalFlip: Flip get() = Flip.vertical()

/** By any angle of up to so many degrees, to either side. */
public fun rotation(degrees: Double): Rotation = Rotation.upTo(degrees)

/** About the centre, by any factor between two. */
public fun scaling(least: Double, most: Double): Scaling = Scaling.between(least, most)

/** By any whole number of pixels of up to so many, in either direction. */
public fun translation(down: Int, right: Int = down): Translation = Translation.upTo(down, right)

/** Any window of this size of the image with a margin around it. */
public fun crop(height: Int, width: Int = height, padding: Int = 0): Crop = Crop.to(height, width).withPadding(padding)

/** The window of this size in the middle. */
public fun centreCrop(height: Int, width: Int = height): Crop = Crop.centre(height, width)

/** Normal noise on every pixel. */
public fun gaussianNoise(deviation: Double): GaussianNoise = GaussianNoise(deviation)

/** Another size, by the mean of what each pixel covers. */
public fun resizing(height: Int, width: Int = height): Resizing = Resizing(height, width)
