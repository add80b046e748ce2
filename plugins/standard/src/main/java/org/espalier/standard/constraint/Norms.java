package org.espalier.standard.constraint;

import java.util.List;
import org.espalier.graph.Value;

/** Norms over some axes, which stay with length 1. */
final class Norms {
    private Norms() {}

    static Value over(Value parameter, List<Integer> axes) {
        int[] a = axes.stream().mapToInt(Integer::intValue).toArray();
        return parameter.square().sum(true, a).sqrt();
    }
}
