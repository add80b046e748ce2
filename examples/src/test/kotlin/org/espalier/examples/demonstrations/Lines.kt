package org.espalier.examples.demonstrations

/**
 * The largest share that any line is right about, by trying all: the order of the points across a line changes only
 * where it is parallel to a pair of points, so one direction between any two such is enough, with all thresholds.
 */
internal fun bestOfAllLines(points: PointsInThePlane): Double {
    val n = points.at.size
    val turns = (0 until n).flatMap { i -> (0 until i).map { j -> parallel(points.at[i], points.at[j]) } }.distinct().sorted()
    return turns.zip(turns.drop(1) + (turns[0] + Math.PI)).maxOf { (a, b) ->
        val angle = (a + b) / 2
        val order = (0 until n).sortedBy { points.at[it][0] * Math.cos(angle) + points.at[it][1] * Math.sin(angle) }
        // Points of class 1 on the near side, less those of class 0: moving the threshold past a point changes it by 1.
        val right = order.runningFold(points.classes.count { it == 1 }) { r, i -> if (points.classes[i] == 1) r - 1 else r + 1 }
        right.maxOf { maxOf(it, n - it) }
    } / n.toDouble()
}

/** The direction, modulo π, across which two points lie at the same height. */
private fun parallel(a: FloatArray, b: FloatArray): Double =
    (Math.atan2((b[1] - a[1]).toDouble(), (b[0] - a[0]).toDouble()) + Math.PI / 2).mod(Math.PI)
