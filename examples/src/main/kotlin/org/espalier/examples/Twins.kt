package org.espalier.examples

import java.util.Random
import org.espalier.core.model.Network
import org.espalier.data.Dataset
import org.espalier.dsl.*

/** Two digits, one encoder: are they the same, and which one is the left? */
fun twins(): Network = graph {
    val left by input(f32(64))
    val right by input(f32(64))
    val encoder = shared("encoder") { dense(96, relu); dropout(0.2); dense(32, relu) }
    val a by encoder(left)
    val b by encoder(right)
    val both by concatenate(a, b)
    val same by both then { dense(64, relu); dropout(0.2); dense(1) }
    val digit by a then dense(10)
    output(same)
    output(digit)
}

/** Each digit beside another, which is the same digit every other time. */
fun pairs(digits: Dataset, seed: Long): Dataset {
    val labels = digits.all("target").toLongs()
    val random = Random(seed)
    val partners = IntArray(labels.size) { row ->
        val wanted = labels.indices.filter { (labels[it] == labels[row]) == (row % 2 == 0) }
        wanted[random.nextInt(wanted.size)]
    }
    val same = FloatArray(labels.size) { if (labels[it] == labels[partners[it]]) 1f else 0f }
    return datasetOf(
        "left" to digits.all("input"),
        "right" to digits.subset(partners).all("input"),
        "same" to tensorOf(*same).reshape(same.size.toLong(), 1),
        "digit" to digits.all("target"),
    )
}

/** Trains it; metrics look at the output of the first loss. */
fun trainTwins(digits: Digits, passes: Int) = twins().fit(pairs(digits.train, seed = 1)) {
    loss("same", binaryCrossEntropy)
    loss("digit", softmaxCrossEntropy, weight = 0.5)
    optimizer = adam(2e-3) with clipGlobalNorm(1.0)
    penalty(l2(1e-5), paths = "shared/encoder/**")
    metrics(accuracy)
    validation = pairs(digits.validation, seed = 2)
    epochs = passes; batch = 32; seed = 42
    on(earlyStopping(patience = 6))
}

fun main() {
    val digits = Digits.load()
    val (model, history) = trainTwins(digits, passes = 30)
    println("${model.parameterCount()} parameters, best validation loss ${history.series("val_loss").min()}")

    val test = pairs(digits.test, seed = 3)
    val same = model.evaluate(test) { loss("same", binaryCrossEntropy); metrics(accuracy) }
    val digit = model.evaluate(test) { loss("digit", softmaxCrossEntropy); metrics(accuracy) }
    println("test accuracy: same or not ${same["accuracy"]}, the left digit ${digit["accuracy"]}")

    val (zero, one) = listOf(0L, 1L).map { d ->
        val row = digits.test.all("target").toLongs().indexOf(d)
        digits.test.subset(intArrayOf(row)).all("input")
    }
    val scores = model.predict("left" to zero, "right" to one)
    println("the score for 0 and 1 being the same: ${scores.getValue("same").item()}")
    print(model.exportOnnx("twins.onnx") { verify() })
}
