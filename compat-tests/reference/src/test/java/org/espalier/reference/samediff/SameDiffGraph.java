package org.espalier.reference.samediff;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.op.Trait;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A SameDiff graph with our tensors going in and coming out. */
final class SameDiffGraph {
    static {
        // Its threads wait in loops; on few processors that takes longer than the work.
        Nd4j.getEnvironment().setMaxMasterThreads(1);
        Nd4j.getEnvironment().setMaxThreads(1);
    }

    final SameDiff sd = SameDiff.create();
    private final Map<String, SDVariable> variables = new LinkedHashMap<>();

    /** A variable where gradients exist, otherwise a constant. */
    SDVariable put(String name, Tensor t) {
        INDArray a = array(t);
        SDVariable v = t.dtype() == DType.F64 ? sd.var(name, a) : sd.constant(name, a);
        variables.put(name, v);
        return v;
    }

    /**
     * Writes a graph of ours, whose inputs have these values; what its outputs are here, by their names. Where SameDiff's
     * own op is known to differ, the other form is written.
     */
    Map<String, SDVariable> write(Gradients ours, Graph graph, List<Tensor> inputs) {
        List<Graph.Port> all = new ArrayList<>(graph.inputs());
        graph.nodes().forEach(n -> n.outputs().forEach(e -> all.add(new Graph.Port("e" + e.id(), e))));
        List<Tensor> tensors = ours.values(new Graph(graph.inputs(), graph.nodes(), all), inputs);
        Map<Integer, Tensor> known = new HashMap<>();
        all.forEach(p -> known.put(p.edge().id(), tensors.get(known.size())));
        Map<Integer, SDVariable> values = new HashMap<>();
        graph.inputs().forEach(p -> values.put(p.edge().id(), put(p.name(), known.get(p.edge().id()))));
        for (Node n : graph.nodes()) {
            List<SDVariable> out = n.op().has(Trait.CONSTANT) ? List.of(sd.constant(array(n.attributes().tensor("value"))))
                    : write(n, n.inputs().stream().map(e -> known.get(e.id())).toList(),
                            n.inputs().stream().map(e -> values.get(e.id())).toList());
            for (int i = 0; i < Math.min(out.size(), n.outputs().size()); i++) {
                values.put(n.outputs().get(i).id(), out.get(i));
            }
        }
        Map<String, SDVariable> outputs = new LinkedHashMap<>();
        graph.outputs().forEach(p -> outputs.put(p.name(), values.get(p.edge().id())));
        return outputs;
    }

    private List<SDVariable> write(Node n, List<Tensor> known, List<SDVariable> in) {
        Difference.Case at = new Difference.Case(n, known);
        boolean differs = SameDiffOps.ALL.differences.stream()
                .anyMatch(d -> Arrays.stream(Difference.Kind.values()).anyMatch(k -> d.covers(k, at)));
        return (differs ? SameDiffOps.ALL.otherwise : SameDiffOps.ALL.same).get(n.op().id()).write(new Call(sd, n, in));
    }

    static INDArray array(Tensor t) {
        long[] shape = t.shape().lengths();
        INDArray a = shape.length == 0 ? Nd4j.scalar(t.getDouble(0)) : Nd4j.createFromArray(t.toDoubles()).reshape(shape);
        return a.castTo(Call.dataType(t.dtype()));
    }

    static double[] elements(INDArray a) {
        return a.castTo(DataType.DOUBLE).dup('c').ravel().toDoubleVector();
    }

    double[] value(SDVariable y) {
        return elements(y.eval());
    }

    /** The gradients of the sum of all y times their u with respect to every variable, in the order of {@link #put}. */
    Map<String, double[]> gradients(List<SDVariable> y, List<Tensor> u) {
        SDVariable loss = null;
        for (int i = 0; i < y.size(); i++) {
            SDVariable term = y.get(i).mul(sd.constant(array(u.get(i)))).sum();
            loss = loss == null ? term : loss.add(term);
        }
        return gradients(loss);
    }

    /** The gradients of a scalar. */
    Map<String, double[]> gradients(SDVariable loss) {
        loss.markAsLoss();
        List<String> names = new ArrayList<>();
        variables.forEach((name, v) -> {
            if (v.dataType() == DataType.DOUBLE) {
                names.add(name);
            }
        });
        Map<String, double[]> result = new LinkedHashMap<>();
        Map<String, INDArray> g;
        try {
            g = quietly(() -> sd.calculateGradients(null, names));
        } catch (IllegalStateException e) {
            if (!String.valueOf(e.getMessage()).contains("does not contain any trainable SDVariables")) {
                throw e;
            }
            // Nothing depends on anything: SameDiff refuses what is 0.
            names.forEach(n -> result.put(n, zeros(n)));
            return result;
        }
        // It gives nothing for what the loss does not depend on.
        names.forEach(n -> result.put(n, g.get(n) == null ? zeros(n) : elements(g.get(n))));
        return result;
    }

    private double[] zeros(String name) {
        return new double[(int) variables.get(name).getArr().length()];
    }

    /** SameDiff prints a line for every node that it differentiates. */
    private static <T> T quietly(Supplier<T> work) {
        PrintStream before = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            return work.get();
        } finally {
            System.setOut(before);
        }
    }
}
