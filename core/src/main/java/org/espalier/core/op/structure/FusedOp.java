package org.espalier.core.op.structure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Attributes;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.tensor.TensorType;

/** A region of a graph that a backend may run as one kernel; everything else sees its decomposition, the body. */
public final class FusedOp {
    private FusedOp() {}

    /** Attribute {@code body}: a graph with the op's inputs and outputs. */
    static final Op FUSED = Op.define("Fused", FusedOp::type).decomposition(FusedOp::inline).build();

    private static List<TensorType> type(List<TensorType> in, Attributes attributes) {
        Graph body = attributes.graph("body");
        List<TensorType> wanted = body.inputs().stream().map(Graph.Port::type).toList();
        TypeRules.require(in.equals(wanted), "inputs " + in + " must be those of the body " + wanted);
        return body.outputs().stream().map(Graph.Port::type).toList();
    }

    private static List<Value> inline(Ops ops, List<Value> in, Attributes attributes) {
        Graph body = attributes.graph("body");
        Map<Integer, Value> values = new HashMap<>();
        for (int i = 0; i < in.size(); i++) {
            values.put(body.inputs().get(i).edge().id(), in.get(i));
        }
        for (Node n : body.nodes()) {
            List<Value> arguments = n.inputs().stream().map(e -> values.get(e.id())).toList();
            List<Value> results = ops.apply(n.op().id(), arguments, n.attributes());
            for (int i = 0; i < results.size(); i++) {
                values.put(n.outputs().get(i).id(), results.get(i));
            }
        }
        return body.outputs().stream().map(p -> values.get(p.edge().id())).toList();
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(FUSED);
    }
}
