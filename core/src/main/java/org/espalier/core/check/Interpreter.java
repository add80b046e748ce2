package org.espalier.core.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.backend.Backend;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.core.engine.Engine;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Trait;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * Runs a graph node by node, each kernel into memory of its own, without rewrites, fusion or a layout of memory: what a
 * plan has to agree with.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class Interpreter {
    private final Registry registry;
    private final Backend backend;
    private final Backend otherwise;

    private Interpreter(Registry registry, Backend backend, Backend otherwise) {
        this.registry = registry;
        this.backend = backend;
        this.otherwise = otherwise;
    }

    /** An interpreter that takes kernels from a backend, and the decomposition where it has none. */
    public Interpreter(Registry registry, Backend backend) {
        this(registry, backend, backend);
    }

    /** An interpreter that takes the kernels that an engine's plans take. */
    public Interpreter(Engine engine) {
        this(engine.registry(), engine.backend(), engine.reference());
    }

    /** The outputs of a graph, whose dims are all numbers, for inputs in their order. */
    public List<Tensor> run(Graph graph, List<Tensor> inputs) {
        Map<Integer, Tensor> values = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            values.put(graph.inputs().get(i).edge().id(), inputs.get(i));
        }
        for (Node n : graph.nodes()) {
            List<Tensor> results = run(n, n.inputs().stream().map(e -> values.get(e.id())).toList());
            for (int i = 0; i < results.size(); i++) {
                values.put(n.outputs().get(i).id(), results.get(i));
            }
        }
        return graph.outputs().stream().map(p -> values.get(p.edge().id())).toList();
    }

    private List<Tensor> run(Node n, List<Tensor> inputs) {
        if (n.op().has(Trait.CONSTANT)) {
            return List.of(n.attributes().tensor("value"));
        }
        Optional<Kernel> kernel = backend.kernel(n);
        if (kernel.isPresent()) {
            return run(kernel.get(), n, inputs);
        }
        if (n.op().decomposition().isEmpty()) {
            Optional<Kernel> other = otherwise.kernel(n);
            if (other.isPresent()) {
                return run(other.get(), n, inputs);
            }
            throw new EspalierException(n.label() + " has neither a kernel on '" + backend.id() + "' for "
                    + n.inputTypes() + " nor a decomposition");
        }
        return run(decomposition(registry, n), inputs);
    }

    /** The graph that a node decomposes into. */
    public static Graph decomposition(Registry registry, Node n) {
        GraphBuilder b = registry.graphBuilder();
        List<Value> arguments = new ArrayList<>();
        for (TensorType t : n.inputTypes()) {
            arguments.add(b.input("in" + arguments.size(), t));
        }
        return b.buildOf(b.decompose(n, arguments));
    }

    /** The outputs that a kernel writes for a node. */
    public static List<Tensor> run(Kernel kernel, Node n, List<Tensor> inputs) {
        List<TensorType> types = new ArrayList<>(n.outputTypes());
        types.addAll(kernel.scratch());
        Buffer[] in = inputs.stream().map(Buffer::of).toArray(Buffer[]::new);
        Buffer[] out = types.stream().map(Buffer::allocate).toArray(Buffer[]::new);
        kernel.run(in, out);
        List<Tensor> results = new ArrayList<>();
        for (int i = 0; i < n.outputs().size(); i++) {
            results.add(out[i].toTensor(types.get(i)));
        }
        return results;
    }
}
