package org.espalier.examples

import org.espalier.core.model.Model
import org.espalier.core.model.Network
import org.espalier.data.Dataset
import org.espalier.dsl.*

/** Trains on images that are moved by up to a pixel and turned a little, otherwise in each epoch. */
fun trainMoved(net: Network, images: Dataset): Model {
    val batches = images.pipeline().shuffle().augment(translation(1), rotation(10.0)).batch(32).prefetch(4)
    val model = net.train(batches) { loss = softmaxCrossEntropy; optimizer = adam(1e-3); epochs = 30 }
    return model
}

/** Trains on flowers as they were measured; means and deviations of the training set go wherever the model goes. */
fun trainPrepared(train: Dataset, folder: String): Exported {
    val net = network(input = f32(4)) {
        +(standardize fittedTo train)
        dense(16, tanh)
        dense(3)
    }
    net.train(train) { loss = softmaxCrossEntropy; optimizer = adam(0.01); epochs = 60; batch = 16; seed = 1 }.save("$folder/iris.espalier")

    val loaded = loadModel("$folder/iris.espalier")
    val scores = loaded.predict(floatArrayOf(5.1f, 3.5f, 1.4f, 0.2f))       // centimetres, as measured
    val exported = loaded.exportOnnx("$folder/iris.onnx") { verify { inputs(mapOf("input" to train.all("input"))) } }
    check(scores.indices.maxBy { scores[it] } == Iris.SPECIES.indexOf("setosa"))
    return exported
}
