package org.espalier.cpu.kernel;

import java.util.ArrayList;
import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.arith.Runs;
import org.espalier.cpu.pool.KernelCall;
import org.espalier.cpu.pool.KernelCalls;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Node;
import org.espalier.tensor.TensorType;

/** Whether all elements of all inputs are finite. */
final class FiniteKernel implements Kernel {
    private static final int PIECE = 1 << 15;

    /** Elements of one input that are looked at together. */
    private record Piece(int input, int start, int n) {}

    private final Runs runs;
    private final WorkerPool pool;
    private final Piece[] pieces;
    private final int parts;
    private final KernelCalls calls = new KernelCalls(Call::new);

    private FiniteKernel(Runs runs, WorkerPool pool, Piece[] pieces, int parts) {
        this.runs = runs;
        this.pool = pool;
        this.pieces = pieces;
        this.parts = parts;
    }

    static Kernel of(Node node, Runs runs, WorkerPool pool) {
        List<Piece> pieces = new ArrayList<>();
        long elements = 0;
        for (int k = 0; k < node.inputs().size(); k++) {
            TensorType type = node.input(k).type();
            if (!CpuBackend.isF32(type)) {
                return null;
            }
            int size = Math.toIntExact(type.shape().size());
            elements += size;
            for (int i = 0; i < size; i += PIECE) {
                pieces.add(new Piece(k, i, Math.min(PIECE, size - i)));
            }
        }
        int parts = elements < 2 * PIECE ? 1 : Math.min(pieces.size(), 4 * pool.threads());
        return new FiniteKernel(runs, pool, pieces.toArray(Piece[]::new), parts);
    }

    private final class Call extends KernelCall implements ParallelTask {
        private final boolean[] finite = new boolean[parts];

        @Override
        protected void run() {
            pool.run(this, parts);
            boolean all = true;
            for (boolean part : finite) {
                all &= part;
            }
            out[0].bool()[out[0].offset()] = all;
        }

        @Override
        public void run(int part, int slot) {
            int end = (int) ((long) pieces.length * (part + 1) / parts);
            boolean all = true;
            for (int i = (int) ((long) pieces.length * part / parts); i < end && all; i++) {
                Buffer b = in[pieces[i].input];
                all = runs.allFinite(b.f32(), b.offset() + pieces[i].start, pieces[i].n);
            }
            finite[part] = all;
        }
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        calls.run(inputs, outputs);
    }
}
