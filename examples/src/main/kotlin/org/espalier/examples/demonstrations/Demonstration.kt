package org.espalier.examples.demonstrations

import java.nio.file.Path

/**
 * A short program that shows one thing: it prints what it found, and draws a picture of it.
 *
 * What is printed is the same on every machine, so data are drawn with seeds, and `StrictMath` is used where `Math` may
 * differ; it stands in docs/demonstrations.md, and a test holds the page to it. What is expensive is computed once, by
 * `lazy`, for the picture, the page's test and the demonstration's own.
 *
 * @param name for the command line and the picture: small letters and hyphens
 * @param claim what is shown, in a line
 */
abstract class Demonstration(val name: String, val claim: String) {
    /** Prints what was found and writes the picture, a PNG. */
    abstract fun show(picture: Path)

    /** Shows itself. Argument: the folder for the picture. */
    fun run(args: Array<String>) {
        val picture = Path.of(args.firstOrNull() ?: FOLDER, "$name.png")
        show(picture)
        System.err.println("the picture is $picture")
    }

    companion object {
        /** Where pictures go unless another folder is named. */
        const val FOLDER = "demonstrations-out"
    }
}

/** Prints a line as `String.format` makes it, with a point in numbers wherever it runs. */
internal fun say(format: String, vararg values: Any) = println(String.format(java.util.Locale.ROOT, format, *values))
