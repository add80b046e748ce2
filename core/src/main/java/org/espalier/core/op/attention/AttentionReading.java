package org.espalier.core.op.attention;

import java.util.ArrayList;
import java.util.List;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxNode;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;

/** ONNX's Attention: heads in an axis of their own or in the last one, and keys and values of before in front of others. */
final class AttentionReading {
    private AttentionReading() {}

    static List<Value> read(OnnxNode n) {
        Attributes a = n.attributes();
        TypeRules.require(a.doubleValue("softcap", 0) == 0, "softcap has no counterpart");
        TypeRules.require(!n.uses(3), "the output qk_matmul_output has no counterpart");
        boolean flat = n.input(0).rank() == 3;
        Value q = flat ? Projected.apart(n.input(0), a.longValue("q_num_heads")) : n.input(0);
        Value k = flat ? Projected.apart(n.input(1), a.longValue("kv_num_heads")) : n.input(1);
        Value v = flat ? Projected.apart(n.input(2), a.longValue("kv_num_heads")) : n.input(2);
        if (n.has(4)) {
            k = n.ops().concat(2, List.of(n.input(4), k));
            v = n.ops().concat(2, List.of(n.input(5), v));
        }
        List<Value> in = new ArrayList<>(List.of(q, k, v));
        if (n.has(3)) {
            in.add(n.input(3));
        }
        Value y = n.ops().apply("Attention", in,
                a.only(List.of("scale")).with("is_causal", a.longValue("is_causal", 0) != 0)).get(0);
        return List.of(flat ? Projected.together(y) : y, k, v);
    }
}
