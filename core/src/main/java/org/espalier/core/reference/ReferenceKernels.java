package org.espalier.core.reference;

import java.util.SortedMap;
import org.espalier.backend.KernelFactory;

/** All reference kernels, table by table. */
public final class ReferenceKernels {
    private ReferenceKernels() {}

    /** Every reference kernel, by the id of its op. */
    public static SortedMap<String, KernelFactory> all() {
        KernelTable t = new KernelTable();
        t.put("AllFinite", node -> new AllFiniteKernel());
        MathKernels.add(t);
        LinearAlgebraKernels.add(t);
        ShapeKernels.add(t);
        IndexKernels.add(t);
        ReductionKernels.add(t);
        NormalizationKernels.add(t);
        ConvolutionKernels.add(t);
        RecurrentKernels.add(t);
        LossKernels.add(t);
        RandomKernels.add(t);
        return t.all();
    }
}
