package org.espalier.op;

import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.tensor.DType;

/** Selecting, scattering and generating by index. Part of {@link Ops}. */
@API(status = API.Status.STABLE, since = "0.1")
public interface IndexOps extends OpCalls {
    /** Rows of an axis by index (i32 or i64); the index's axes replace that axis. */
    default Value gather(Value x, Value indices, int axis) {
        return apply1("Gather", Attributes.of("axis", axis), x, indices);
    }

    /** Elements by an index (i32 or i64) each, which replaces the element's own position on an axis; shaped as the indices. */
    default Value gatherElements(Value x, Value indices, int axis) {
        return apply1("GatherElements", Attributes.of("axis", axis), x, indices);
    }

    /**
     * x with each update brought to the place that its index names on an axis, as {@link #gatherElements} reads it.
     *
     * @param reduction {@code none} to replace what is there (the last update stays where several meet), or {@code add},
     *     {@code mul}, {@code max}, {@code min} to combine it with the update
     */
    default Value scatterElements(Value x, Value indices, Value updates, int axis, String reduction) {
        return apply1("ScatterElements", Attributes.of("axis", axis, "reduction", reduction), x, indices, updates);
    }

    /** A new axis of length depth that is 1 at the index and 0 elsewhere; all 0 for an index out of range. */
    default Value oneHot(Value indices, int axis, long depth, DType dtype) {
        return apply1("OneHot", Attributes.of("axis", axis, "depth", depth, "dtype", dtype), indices);
    }

    /** As {@link #oneHot(Value, int, long, DType)} in a new last axis. */
    default Value oneHot(Value indices, long depth, DType dtype) {
        return oneHot(indices, -1, depth, dtype);
    }
}
