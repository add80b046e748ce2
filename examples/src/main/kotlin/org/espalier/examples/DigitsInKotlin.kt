package org.espalier.examples

import org.espalier.dsl.*

/** The quickstart's job in Kotlin: train, evaluate, save, export, verify. Argument: a folder to write into. */
fun main(args: Array<String>) {
    val folder = args.firstOrNull() ?: "."
    val digits = Digits.load()

    val net = network(input = f32(64)) {
        dense(128, relu)
        dropout(0.2)
        residual { dense(128, relu); dense(128) }
        +SwiGlu(units = 64)                      // from anybody's plugin jar
        dense(10)
    }

    val model = net.train(digits.train) {
        loss = softmaxCrossEntropy
        optimizer = adam(cosine(3e-3, decaySteps = 1_000) after warmup(50)) with clipGlobalNorm(1.0)
        metrics(accuracy)
        validation = digits.validation
        epochs = 30; batch = 32; seed = 42
        on(progress, earlyStopping(patience = 8))
    }

    val test = model.evaluate(digits.test) { loss = softmaxCrossEntropy; metrics(accuracy) }
    println("test accuracy ${test["accuracy"]}")
    model.save("$folder/digits.espalier")
    model.exportOnnx("$folder/digits.onnx") { verify() }
}
