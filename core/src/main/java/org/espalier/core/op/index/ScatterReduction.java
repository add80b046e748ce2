package org.espalier.core.op.index;

import java.util.List;
import java.util.Locale;
import org.espalier.graph.Attributes;

/** What becomes of an element at which an update arrives; the attribute {@code reduction} of the scattering ops. */
public enum ScatterReduction {
    /** It is replaced; where several updates meet, the last in row-major order stays. */
    NONE(1),
    /** It is added to. */
    ADD(16),
    /** It is multiplied. */
    MUL(16),
    /** The larger one stays. */
    MAX(18),
    /** The smaller one stays. */
    MIN(18);

    private static final String ATTRIBUTE = "reduction";
    private final int opset;

    ScatterReduction(int opset) {
        this.opset = opset;
    }

    /** The reduction that a node's attributes name. */
    public static ScatterReduction of(Attributes attributes) {
        return named(attributes.string(ATTRIBUTE));
    }

    /** The reduction that ONNX knows by a name. */
    static ScatterReduction named(String name) {
        List<ScatterReduction> all = List.of(values());
        return all.stream().filter(r -> r.toString().equals(name)).findFirst().orElseThrow(() ->
                new IllegalArgumentException("reduction must be one of " + all + ", but is '" + name + "'"));
    }

    /** The attributes of the scattering ops that say this, with others. */
    Attributes in(Attributes others) {
        return others.with(ATTRIBUTE, toString());
    }

    /** The first opset that has it. */
    int opset() {
        return opset;
    }

    /** ONNX's name for it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
