package org.espalier.cpu.layout;

import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.pool.KernelCall;
import org.espalier.cpu.pool.KernelCalls;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;

/** Moves elements, unchanged and of any dtype, from where one tensor has them to where another one does. */
public final class MovesKernel implements Kernel {
    private static final int WORTH_SHARING = 1 << 16;
    private static final int PARTS_A_THREAD = 2;

    private final Move[] moves;
    private final boolean fills;
    private final double filling;
    private final WorkerPool pool;
    private final long total;
    private final int parts;
    private final KernelCalls calls = new KernelCalls(Call::new);

    /**
     * All elements that a layout numbers.
     *
     * @param input the tensor that is read
     * @param output the tensor that is written
     * @param layout of one of the two; the other one has all elements in their order
     * @param scatters whether the layout is that of the output
     */
    public record Move(int input, int output, Strided layout, boolean scatters) {}

    private MovesKernel(List<Move> moves, boolean fills, double filling, WorkerPool pool) {
        this.moves = moves.toArray(Move[]::new);
        this.fills = fills;
        this.filling = filling;
        this.pool = pool;
        this.total = moves.stream().mapToLong(m -> m.layout().size()).sum();
        this.parts = total < WORTH_SHARING ? 1 : PARTS_A_THREAD * pool.threads();
    }

    /** Moves that write every element of all outputs. */
    public static MovesKernel of(List<Move> moves, WorkerPool pool) {
        return new MovesKernel(moves, false, 0, pool);
    }

    /** Moves to some elements of the only output, of which all others have a value. */
    public static MovesKernel into(double filling, List<Move> moves, WorkerPool pool) {
        return new MovesKernel(moves, true, filling, pool);
    }

    private final class Call extends KernelCall {
        private final ParallelTask filler = this::fill;
        private final ParallelTask mover = this::move;

        @Override
        protected void run() {
            if (fills) {
                pool.run(filler, parts);
            }
            pool.run(mover, parts);
        }

        private void fill(int part, int slot) {
            int n = out[0].length();
            int start = (int) ((long) n * part / parts);
            int end = (int) ((long) n * (part + 1) / parts);
            Elements.fill(out[0], out[0].offset() + start, end - start, filling);
        }

        private void move(int part, int slot) {
            long start = total * part / parts;
            long end = total * (part + 1) / parts;
            long first = 0;
            for (Move m : moves) {
                int size = m.layout().size();
                int from = (int) Math.max(0, start - first);
                int to = (int) Math.min(size, end - first);
                if (from < to) {
                    run(m, from, to - from);
                }
                first += size;
            }
        }

        private void run(Move m, int element, int n) {
            if (m.scatters()) {
                m.layout().scatter(in[m.input()], element, element, n, out[m.output()]);
            } else {
                m.layout().gather(in[m.input()], element, n, out[m.output()], element);
            }
        }
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        calls.run(inputs, outputs);
    }
}
