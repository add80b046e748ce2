package org.espalier.cpu.recurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.espalier.backend.Kernel;
import org.espalier.backend.KernelFactory;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/** The kernels of recurrent ops, by the id of the op. */
public final class RecurrentTable {
    private final Arithmetic arithmetic;
    private final WorkerPool pool;

    /**
     * A node with cells for which there are kernels.
     *
     * @param states how many states go from step to step
     */
    private record Network(RecurrentShape shape, int states, ForwardKernel.CellMaker forward,
            BackwardKernel.CellMaker backward) {}

    private RecurrentTable(Arithmetic arithmetic, WorkerPool pool) {
        this.arithmetic = arithmetic;
        this.pool = pool;
    }

    /** Adds the kernels to a table. */
    public static void add(Map<String, KernelFactory> table, Arithmetic arithmetic, WorkerPool pool) {
        RecurrentTable t = new RecurrentTable(arithmetic, pool);
        t.add(table, "RNN", RecurrentTable::rnn);
        t.add(table, "LSTM", RecurrentTable::lstm);
        t.add(table, "GRU", RecurrentTable::gru);
    }

    private void add(Map<String, KernelFactory> table, String op, Function<Node, Network> network) {
        table.put(op, node -> forward(node, network.apply(node)));
        table.put(op + "Grad", node -> gradient(node, network.apply(node)));
    }

    private static Network rnn(Node node) {
        RecurrentShape s = RecurrentShape.of(node.inputTypes(), node.attributes(), 1);
        List<RnnActivation> activations = s == null ? null : RnnActivation.of(node.attributes(), s.directions());
        return activations == null ? null : new Network(s, 1,
                (shape, rows, memory, arithmetic) -> new RnnCell(shape, activations, rows, memory, arithmetic),
                (shape, withInput, rows, memory, arithmetic) ->
                        new RnnBackward(shape, activations, withInput, rows, memory, arithmetic));
    }

    private static Network lstm(Node node) {
        Attributes a = node.attributes();
        RecurrentShape s = RecurrentShape.of(node.inputTypes(), a, LstmCell.ROWS);
        return s == null || a.flag("input_forget", false) || !usual(a, List.of("Sigmoid", "Tanh", "Tanh")) ? null
                : new Network(s, 2, LstmCell::new, LstmBackward::new);
    }

    private static Network gru(Node node) {
        Attributes a = node.attributes();
        RecurrentShape s = RecurrentShape.of(node.inputTypes(), a, GruCell.ROWS);
        boolean after = a.flag("linear_before_reset", false);
        return s == null || !usual(a, List.of("Sigmoid", "Tanh")) ? null : new Network(s, 1,
                (shape, rows, memory, arithmetic) -> new GruCell(shape, after, rows, memory, arithmetic),
                (shape, withInput, rows, memory, arithmetic) -> new GruBackward(shape, after, rows, memory, arithmetic));
    }

    /** Whether the activations of each direction are the usual ones. */
    private static boolean usual(Attributes a, List<String> activations) {
        List<String> given = a.has("activations") ? a.strings("activations") : List.of();
        for (int i = 0; i < given.size(); i++) {
            if (!given.get(i).equals(activations.get(i % activations.size()))) {
                return false;
            }
        }
        return true;
    }

    private Kernel forward(Node node, Network network) {
        return network == null ? null : new ForwardKernel(network.shape(), network.forward(),
                node.outputs().size() > 1 + network.states(), arithmetic, pool);
    }

    private Kernel gradient(Node node, Network network) {
        if (network == null) {
            return null;
        }
        RecurrentShape s = network.shape();
        Attributes a = node.attributes();
        int operands = RecurrentShape.REQUIRED + (a.has("optional") ? a.strings("optional").size() : 0);
        int results = node.outputs().size();
        Cotangents cotangents = Cotangents.of(a, network.states());
        BackwardKernel backward = new BackwardKernel(s, network.backward(), cotangents, operands, results, arithmetic, pool);
        if (a.flag("saved", true)) {
            return backward;
        }
        List<TensorType> outputs = new ArrayList<>();
        outputs.add(TensorType.of(DType.F32, s.steps(), s.directions(), s.batch(), s.hidden()));
        for (int i = 0; i < network.states(); i++) {
            outputs.add(TensorType.of(DType.F32, s.directions(), s.batch(), s.hidden()));
        }
        if (backward.keptWidth() > 0) {
            outputs.add(TensorType.of(DType.F32, s.steps(), s.directions(), s.batch(), backward.keptWidth() * s.hidden()));
        }
        ForwardKernel forward = new ForwardKernel(s, network.forward(), backward.keptWidth() > 0, arithmetic, pool);
        return new RecomputingKernel(forward, backward, outputs, network.states(), cotangents.count(), operands, results);
    }
}
