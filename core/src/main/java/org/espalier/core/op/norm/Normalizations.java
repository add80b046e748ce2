package org.espalier.core.op.norm;

import java.util.List;
import java.util.stream.Stream;
import org.espalier.op.Op;

/** The table of the normalizations that subtract means and divide by deviations or norms. */
public final class Normalizations {
    private Normalizations() {}

    /** The ops of this table. */
    public static List<Op> all() {
        return Stream.of(
                        List.of(BatchNormalization.OP, BatchNormalizationGradient.OP, LayerNormalization.OP,
                                LayerNormalizationGradient.OP, RmsNormalization.OP, LocalResponse.OP),
                        GroupedNormalizations.all(),
                        VectorNormalizations.all())
                .flatMap(List::stream)
                .toList();
    }
}
