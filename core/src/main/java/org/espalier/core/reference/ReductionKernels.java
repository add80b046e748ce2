package org.espalier.core.reference;

/** Reductions, and what is normalized by one. */
final class ReductionKernels {
    private ReductionKernels() {}

    static void add(KernelTable t) {
        t.put("ReduceSum", Reduction.fold(0, Double::sum, (s, n) -> s, 0, Long::sum, (s, n) -> s));
        t.put("ReduceMean", Reduction.fold(0, Double::sum, (s, n) -> s / n, 0, Long::sum, (s, n) -> n == 0 ? 0 : s / n));
        t.put("ReduceMax", Reduction.fold(Double.NEGATIVE_INFINITY, Math::max, (s, n) -> s,
                Long.MIN_VALUE, Math::max, (s, n) -> s));
        t.put("ReduceMin", Reduction.fold(Double.POSITIVE_INFINITY, Math::min, (s, n) -> s,
                Long.MAX_VALUE, Math::min, (s, n) -> s));
        t.put("ReduceProd", Reduction.fold(1, (p, x) -> p * x, (p, n) -> p, 1, (p, x) -> p * x, (p, n) -> p));
        t.put("ReduceLogSumExp", Reduction::logSumExp);
        t.put("ArgMax", Reduction.extreme(true));
        t.put("ArgMin", Reduction.extreme(false));
        t.put("Softmax", Reduction.softmax(false));
        t.put("LogSoftmax", Reduction.softmax(true));
    }
}
