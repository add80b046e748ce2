package org.espalier.examples

import org.espalier.core.model.Network
import org.espalier.dsl.*

/** Convolutions over 3 × 32 × 32 images, with half the resolution and twice the channels from stage to stage. */
fun images(classes: Int): Network = network(input = f32(3, 32, 32)) {
    for (filters in listOf(32, 64, 128)) {
        repeat(2) {
            conv2d(filters, kernel = 3, padding = same, bias = false)
            batchNormalization()
            activation(relu)
        }
        maxPool2d(2)
    }
    flatten()
    dense(256, relu)
    dense(classes)
}

/** The last output of an LSTM that reads a text of 50 tokens. */
fun reader(vocabulary: Int, classes: Int): Network = network(input = i64(50)) {
    embedding(vocabulary, width = 64)
    lstm(128)
    dense(classes)
}

/** Two blocks of a transformer's encoder on texts of at most 64 tokens, whatever their length. */
fun encoder(vocabulary: Int, classes: Int): Network = network(input = i64(shapeOf(dim("time")))) {
    embedding(vocabulary, width = 128)
    positionalEmbedding(64)
    repeat(2) { transformerEncoder(heads = 4, feedForward = 512, dropout = 0.1) }
    meanOverTime()
    dense(classes)
}
