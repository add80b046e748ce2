package org.espalier.examples

import org.espalier.core.model.Model
import org.espalier.core.model.Network
import org.espalier.data.Dataset
import org.espalier.data.augment.Translation
import org.espalier.data.pipeline.Pipeline
import org.espalier.dsl.*

/** Trains on images that are moved by up to a pixel, otherwise in each epoch. */
fun trainMoved(net: Network, images: Dataset): Model {
    val batches = Pipeline.of(images).shuffle().augment(Translation.upTo(1, 1)).batch(32).prefetch(4)
    val model = net.train(batches) { loss = softmaxCrossEntropy; optimizer = adam(1e-3); epochs = 30 }
    return model
}
