package org.espalier.cpu.recurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /** A kind of cell for which there are kernels. */
    private record Kind(int gates, int states, List<String> activations, ForwardKernel.CellMaker forward,
            BackwardKernel.CellMaker backward) {
        /** Sizes and inputs, or null where the kernels do not cover a node. */
        RecurrentShape shape(Node node) {
            Attributes a = node.attributes();
            return a.flag("input_forget", false) || !usual(a) ? null : RecurrentShape.of(node.inputTypes(), a, gates);
        }

        /** Whether the activations of each direction are the usual ones. */
        private boolean usual(Attributes a) {
            List<String> given = a.has("activations") ? a.strings("activations") : List.of();
            for (int i = 0; i < given.size(); i++) {
                if (!given.get(i).equals(activations.get(i % activations.size()))) {
                    return false;
                }
            }
            return true;
        }
    }

    private RecurrentTable(Arithmetic arithmetic, WorkerPool pool) {
        this.arithmetic = arithmetic;
        this.pool = pool;
    }

    /** Adds the kernels to a table. */
    public static void add(Map<String, KernelFactory> table, Arithmetic arithmetic, WorkerPool pool) {
        RecurrentTable t = new RecurrentTable(arithmetic, pool);
        t.add(table, "LSTM", node -> new Kind(LstmCell.ROWS, 2, List.of("Sigmoid", "Tanh", "Tanh"), LstmCell::new,
                LstmBackward::new));
    }

    /** Makes the kind of cell that a node has. */
    @FunctionalInterface
    private interface KindOf {
        Kind of(Node node);
    }

    private void add(Map<String, KernelFactory> table, String op, KindOf kind) {
        table.put(op, node -> forward(node, kind.of(node)));
        table.put(op + "Grad", node -> gradient(node, kind.of(node)));
    }

    private Kernel forward(Node node, Kind kind) {
        RecurrentShape s = kind.shape(node);
        boolean keeps = node.outputs().size() > 1 + kind.states();
        return s == null ? null : new ForwardKernel(s, kind.forward(), keeps, arithmetic, pool);
    }

    private Kernel gradient(Node node, Kind kind) {
        RecurrentShape s = kind.shape(node);
        if (s == null) {
            return null;
        }
        Attributes a = node.attributes();
        int operands = RecurrentShape.REQUIRED + (a.has("optional") ? a.strings("optional").size() : 0);
        int results = node.outputs().size();
        BackwardKernel backward = new BackwardKernel(s, kind.backward(), operands, results, arithmetic, pool);
        if (a.flag("saved", true)) {
            return backward;
        }
        List<TensorType> outputs = new ArrayList<>(node.inputTypes().subList(operands, node.inputs().size()));
        if (backward.keptWidth() > 0) {
            outputs.add(TensorType.of(DType.F32, s.steps(), s.directions(), s.batch(), backward.keptWidth() * s.hidden()));
        }
        ForwardKernel forward = new ForwardKernel(s, kind.forward(), backward.keptWidth() > 0, arithmetic, pool);
        return new RecomputingKernel(forward, backward, outputs, kind.states(), operands, results);
    }
}
