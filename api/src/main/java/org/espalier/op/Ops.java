package org.espalier.op;

import org.espalier.plugin.API;

/**
 * Applies ops. One abstract method does it; every named op is a default method on top of it, by theme in the interfaces
 * that this one joins. Broadcasting is NumPy's. Axes may be negative. Both inputs of a binary op have the same dtype;
 * nothing is converted in silence.
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface Ops
        extends ElementwiseOps,
                ActivationOps,
                LinearAlgebraOps,
                NormalizationOps,
                ShapeOps,
                IndexOps,
                ReductionOps,
                RandomOps,
                ConvolutionOps,
                RecurrentOps,
                LossOps {}
