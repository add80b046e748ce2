package org.espalier.examples.demonstrations

/** The eigenvalues of a symmetric matrix in rising order, and for each its vector, of length 1. */
class Eigenvalues(val values: DoubleArray, val vectors: List<DoubleArray>) {
    /** How stretched the quadratic form is. */
    val condition: Double get() = values.last() / values.first()

    companion object {
        /** By Jacobi's rotations, of which each makes one element beside the diagonal 0 (Golub and Van Loan, 8.5). */
        fun of(symmetric: List<DoubleArray>): Eigenvalues {
            val n = symmetric.size
            val a = symmetric.map { it.copyOf() }
            val v = List(n) { i -> DoubleArray(n) { if (it == i) 1.0 else 0.0 } }
            repeat(30) {
                for (p in 0 until n) for (q in p + 1 until n) if (a[p][q] != 0.0) {
                    val tau = (a[q][q] - a[p][p]) / (2 * a[p][q])
                    val t = (if (tau >= 0) 1.0 else -1.0) / (Math.abs(tau) + Math.sqrt(1 + tau * tau))
                    val cos = 1 / Math.sqrt(1 + t * t)
                    a.forEach { turn(it, p, q, cos, t * cos) }
                    v.forEach { turn(it, p, q, cos, t * cos) }
                    for (k in 0 until n) {
                        val (x, y) = a[p][k] to a[q][k]
                        a[p][k] = cos * x - t * cos * y
                        a[q][k] = t * cos * x + cos * y
                    }
                }
            }
            val order = (0 until n).sortedBy { a[it][it] }
            return Eigenvalues(DoubleArray(n) { a[order[it]][order[it]] }, order.map { i -> DoubleArray(n) { v[it][i] } })
        }

        private fun turn(row: DoubleArray, p: Int, q: Int, cos: Double, sin: Double) {
            val (x, y) = row[p] to row[q]
            row[p] = cos * x - sin * y
            row[q] = sin * x + cos * y
        }
    }
}
