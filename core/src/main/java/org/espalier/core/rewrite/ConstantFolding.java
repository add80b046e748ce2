package org.espalier.core.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.core.engine.Engine;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Trait;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * Computes beforehand, on the reference backend, what depends on constants alone. Values that broadcasting only makes
 * larger are left to the run, and so is anything large: a plan should not hold what is quickly computed.
 */
final class ConstantFolding implements Rewrite {
    private static final long LARGEST = 1 << 12;
    private final Engine engine;

    ConstantFolding(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Graph apply(GraphBuilder fresh, Graph graph) {
        Map<Integer, Tensor> constants = new HashMap<>();
        return Rewrite.nodeByNode(fresh, graph, (builder, node, inputs) -> {
            if (node.op().has(Trait.CONSTANT)) {
                List<Value> out = NodeRule.copy(builder, node, inputs);
                constants.put(out.get(0).edge().id(), node.attributes().tensor("value"));
                return out;
            }
            List<Tensor> known = inputs.stream().map(v -> constants.get(v.edge().id())).toList();
            if (known.isEmpty() || known.contains(null) || !foldable(node)) {
                return NodeRule.copy(builder, node, inputs);
            }
            String before = builder.at(node.path());
            List<Value> out = new ArrayList<>();
            for (Tensor t : compute(node, known)) {
                Value c = builder.constant(t);
                constants.put(c.edge().id(), t);
                out.add(c);
            }
            builder.at(before);
            return out;
        });
    }

    private boolean foldable(Node node) {
        return !node.op().has(Trait.RANDOM) && !node.op().has(Trait.BROADCAST)
                && node.outputTypes().stream().allMatch(t -> t.shape().size() <= LARGEST)
                && engine.reference().kernel(node).isPresent();
    }

    private List<Tensor> compute(Node node, List<Tensor> inputs) {
        Kernel kernel = engine.reference().kernel(node).orElseThrow();
        List<TensorType> types = new ArrayList<>(node.outputTypes());
        types.addAll(kernel.scratch());
        Buffer[] in = inputs.stream().map(Buffer::of).toArray(Buffer[]::new);
        Buffer[] out = types.stream().map(Buffer::allocate).toArray(Buffer[]::new);
        kernel.run(in, out);
        List<Tensor> results = new ArrayList<>();
        for (int i = 0; i < node.outputs().size(); i++) {
            results.add(out[i].toTensor(types.get(i)));
        }
        return results;
    }
}
