package org.espalier.user

import org.espalier.dsl.*

/** A user's program, which [org.espalier.dsl.ModulePathTest] starts beside the library's modules. */
public fun main(args: Array<String>) {
    val net = network(input = f32(2)) { dense(2, tanh); residual { dense(2) }; dense(1) }
    val model = net.train(datasetOf(arrayOf(row(0f, 1f)), arrayOf(row(1f)))) {
        loss = meanSquaredError
        optimizer = adam(0.1) with clipGlobalNorm(1.0)
        epochs = 3
    }
    model.save(args[0])
    println("${sharedEngine.javaClass.module.name} ${loadModel(args[0]).weights() == model.weights()}")
    println("${LayerScope::class.java.module.name} ${f32().javaClass.module.name} ${relu.javaClass.module.name}")
}
