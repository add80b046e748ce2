package org.espalier.core.reference;

/** Ops that copy elements to other places. */
final class ShapeKernels {
    private ShapeKernels() {}

    static void add(KernelTable t) {
        t.put("Constant", Moves::constant);
        t.put("Identity", Moves::copy);
        t.put("Reshape", Moves::copy);
        t.put("Flatten", Moves::copy);
        t.put("Squeeze", Moves::copy);
        t.put("Unsqueeze", Moves::copy);
        t.put("Transpose", Moves::transpose);
        t.put("Expand", Moves::expand);
        t.put("Concat", Moves::concat);
        t.put("Slice", Moves::slice);
        t.put("Pad", PaddingKernel::of);
        t.put("SliceGrad", Moves::sliceGrad);
    }
}
