package org.espalier.core.reference;

/** Ops that select, scatter and generate by index. */
final class IndexKernels {
    private IndexKernels() {}

    static void add(KernelTable t) {
        t.put("Gather", Indexing::gather);
        t.put("GatherGrad", Indexing::gatherGrad);
        t.put("OneHot", Indexing::oneHot);
        t.put("GatherElements", Placing::gatherElements);
        t.put("ScatterElements", Placing::scatterElements);
        t.put("GatherND", Placing::gatherND);
        t.put("ScatterND", Placing::scatterND);
        t.put("TopK", Selecting::topK);
        t.put("NonZero", Selecting::nonZero);
    }
}
