package org.espalier.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.core.graph.Binder;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Attributes;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * A sample of an op, taken in a dtype.
 *
 * @param declared a graph of the one node, with the names of dims that the sample declares
 * @param bound the same with numbers for the names
 * @param inputs the elements of the inputs
 * @param special the one special value that was put among the elements, or none
 */
record Case(Sample sample, DType taken, Graph declared, Graph bound, List<Tensor> inputs, double... special) {
    static Case of(Registry registry, Op op, Sample sample, DType taken) {
        Graph declared = graph(registry, op, sample.declaredTypes(taken), sample.attributes(taken, registry));
        Graph bound = Binder.bind(registry.graphBuilder(), declared, sample.binding());
        return new Case(sample, taken, declared, bound, sample.inputs(taken));
    }

    /** A graph with one node: inputs in0, in1, ..., outputs out0, out1, ... */
    static Graph graph(Registry registry, Op op, List<TensorType> types, Attributes attributes) {
        GraphBuilder b = registry.graphBuilder();
        List<Value> arguments = new ArrayList<>();
        for (TensorType t : types) {
            arguments.add(b.input("in" + arguments.size(), t));
        }
        return b.buildOf(b.apply(op, arguments, attributes));
    }

    Node node() {
        return bound.nodes().get(0);
    }

    /** The inputs by their names in the graph. */
    Map<String, Tensor> named() {
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            named.put("in" + i, inputs.get(i));
        }
        return named;
    }

    /** How many floating elements go in. */
    int floatingElements() {
        return inputs.stream().filter(t -> t.dtype().isFloating()).mapToInt(Tensor::size).sum();
    }

    String place() {
        return sample.name() + " in " + taken;
    }
}
