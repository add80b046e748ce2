package org.espalier.core.op;

import java.util.List;
import java.util.stream.Stream;
import org.espalier.op.Op;

/** All built-in ops. */
public final class CoreOps {
    private CoreOps() {}

    /** Every op of every table. */
    public static List<Op> all() {
        return Stream.of(
                        BasicOps.all(),
                        Arithmetic.all(),
                        Functions.all(),
                        Activations.all(),
                        Comparisons.all(),
                        MatrixOps.all(),
                        ShapeOps.all(),
                        IndexOps.all(),
                        Reductions.all(),
                        Normalizing.all(),
                        RandomOps.all(),
                        FusedOp.all(),
                        List.of(AllFinite.OP))
                .flatMap(List::stream)
                .toList();
    }
}
