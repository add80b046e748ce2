package org.espalier.core.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.core.CorePlugin;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Attributes;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** Runs graphs node by node on reference kernels, without rewrites and plans, which are tested elsewhere. */
public final class Reference {
    public static final Registry REGISTRY = Registry.builder().add(new CorePlugin()).build();

    private Reference() {}

    /** A graph of one op. */
    public static Graph graph(String opId, Attributes attributes, List<TensorType> types) {
        GraphBuilder b = REGISTRY.graphBuilder();
        List<Value> in = new ArrayList<>();
        types.forEach(t -> in.add(b.input("in" + in.size(), t)));
        return b.buildOf(b.apply(opId, in, attributes));
    }

    /** The outputs of one op. */
    public static List<Tensor> run(String opId, Attributes attributes, Tensor... inputs) {
        return run(graph(opId, attributes, Arrays.stream(inputs).map(Tensor::type).toList()), List.of(inputs));
    }

    /** The only output of one op. */
    public static Tensor run1(String opId, Attributes attributes, Tensor... inputs) {
        return run(opId, attributes, inputs).get(0);
    }

    /** The only output of one op without attributes. */
    public static Tensor run1(String opId, Tensor... inputs) {
        return run1(opId, Attributes.none(), inputs);
    }

    /** The outputs of a graph. */
    public static List<Tensor> run(Graph graph, List<Tensor> inputs) {
        Map<Integer, Tensor> values = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            values.put(graph.inputs().get(i).edge().id(), inputs.get(i));
        }
        for (Node n : graph.nodes()) {
            List<Tensor> out = run(n, n.inputs().stream().map(e -> values.get(e.id())).toList());
            for (int i = 0; i < out.size(); i++) {
                values.put(n.outputs().get(i).id(), out.get(i));
            }
        }
        return graph.outputs().stream().map(p -> values.get(p.edge().id())).toList();
    }

    private static List<Tensor> run(Node n, List<Tensor> inputs) {
        Kernel kernel = kernel(n);
        if (kernel == null) {
            return run(decomposed(n), inputs);
        }
        Buffer[] out = outputs(n, kernel);
        kernel.run(inputs.stream().map(Buffer::of).toArray(Buffer[]::new), out);
        List<Tensor> results = new ArrayList<>();
        for (int i = 0; i < n.outputs().size(); i++) {
            results.add(out[i].toTensor(n.outputs().get(i).type()));
        }
        return results;
    }

    /** The kernel of a node, or null where there is none. */
    public static Kernel kernel(Node n) {
        return REGISTRY.kernel(ReferenceBackend.ID, n.op().id()).map(f -> f.create(n)).orElse(null);
    }

    /** Memory for a kernel's outputs and scratch, each in the middle of something else and full of what was there. */
    public static Buffer[] outputs(Node n, Kernel kernel) {
        List<TensorType> types = new ArrayList<>(n.outputTypes());
        types.addAll(kernel.scratch());
        return types.stream().map(Reference::littered).toArray(Buffer[]::new);
    }

    private static Buffer littered(TensorType type) {
        int before = 5;
        int size = Math.toIntExact(type.shape().size());
        Buffer all = Buffer.allocate(TensorType.of(type.dtype(), size + before + 3));
        for (int i = 0; i < all.length(); i++) {
            all.setDouble(i, 77);
        }
        return new Buffer(type.dtype(), all.array(), before, size);
    }

    /** The decomposition of a node as a graph. */
    public static Graph decomposed(Node n) {
        GraphBuilder b = REGISTRY.graphBuilder();
        List<Value> in = new ArrayList<>();
        n.inputTypes().forEach(t -> in.add(b.input("in" + in.size(), t)));
        return b.buildOf(b.decompose(n, in));
    }

    /** Numbers between two bounds that are not 0; equal seeds give equal numbers. */
    public static Tensor random(TensorType type, double low, double high, long seed) {
        Random r = new Random(seed);
        double[] v = r.doubles(type.shape().size(), low, high).map(x -> x == 0 ? 0.5 : x).toArray();
        return Tensor.rounded(type, v);
    }
}
