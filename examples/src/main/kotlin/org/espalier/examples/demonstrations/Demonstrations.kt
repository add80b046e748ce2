package org.espalier.examples.demonstrations

import kotlin.system.exitProcess

/** All demonstrations, in the order of docs/demonstrations.md. */
val DEMONSTRATIONS: List<Demonstration> = listOf(
    // What networks can represent, and how their weights begin.
    DecisionBoundaries,
    LinearCollapse,
    Width,
    Depth,
    Symmetry,
    Xavier,
    ReluStacks,
    VanishingGradients,
    ScaledInputs,
    // How they are trained.
    LearningRates,
    OptimizerPaths,
    Damping,
    NewtonAndDescent,
    Convergence,
    Sparsity,
    Overfitting,
    BatchNormalizedRates,
    HundredLayers,
    Clipping,
    ScheduleGallery,
    RandomAgainstGrid,
)

/**
 * Without arguments, lists all demonstrations. Arguments: the name of one, or `all`, and a folder for the pictures, by
 * default `demonstrations-out`.
 */
fun main(args: Array<String>) {
    val name = args.firstOrNull()
    val chosen = if (name == "all") DEMONSTRATIONS else DEMONSTRATIONS.filter { it.name == name }
    if (chosen.isEmpty()) {
        val names = DEMONSTRATIONS.joinToString("\n") { "  %-24s %s".format(it.name, it.claim) }
        println("give the name of a demonstration, or all, and a folder for the pictures:\n$names")
        if (name == null) return
        System.err.println("there is no demonstration '$name'")
        exitProcess(2)
    }
    chosen.forEach {
        println("${it.name}: ${it.claim}")
        it.run(args.drop(1).toTypedArray())
    }
}
