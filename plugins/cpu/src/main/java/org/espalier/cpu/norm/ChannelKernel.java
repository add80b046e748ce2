package org.espalier.cpu.norm;

import java.util.Arrays;
import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.arith.ChannelLoops;
import org.espalier.cpu.arith.Lanes;
import org.espalier.cpu.arith.Runs;
import org.espalier.cpu.pool.KernelCall;
import org.espalier.cpu.pool.KernelCalls;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * What normalizations of [examples, channels, inner] share: sums over each channel, figures that are made of them, and a
 * transformation of every element by the figures of its channel.
 *
 * <p>Where a channel's elements lie together in long runs, each channel goes through all of it at once, since it often
 * fits into the second-level cache. Where they do not, columns are summed row by row, some channels at a time, and then
 * all rows are transformed. Sums are taken in f32 over pieces whose size depends on shapes alone, and of pieces in f64.
 */
abstract class ChannelKernel implements Kernel {
    /** The least run of elements that is worth going through for itself. */
    private static final int LEAST_RUN = 128;
    /** The most elements of a run that are gone through at once; they stay in the first-level cache. */
    private static final int MOST_RUN = 4096;
    /** Columns that are summed together: a few cache lines of each row. */
    private static final int BLOCK = 64;
    /** Elements that are transformed at once. */
    private static final int ROWS = 2048;
    /** Elements that are worth the hand-over to another thread. */
    private static final int WORTH_SHARING = 1 << 14;
    private static final int PARTS_PER_THREAD = 4;

    final ChannelLoops loops;
    final Runs runs;
    private final WorkerPool pool;
    final int examples;
    final int channels;
    final int inner;
    /** The columns that have figures of their own. */
    final int columns;
    private final int columnsPerChannel;
    private final boolean byRun;
    private final int channelsPerBlock;
    private final int summingParts;
    private final int rowsPerBlock;
    private final int rowParts;
    private final KernelCalls calls = new KernelCalls(Call::new);

    ChannelKernel(Shape x, Arithmetic arithmetic, WorkerPool pool) {
        this.loops = arithmetic.channelLoops();
        this.runs = arithmetic.runs();
        this.pool = pool;
        this.examples = Math.toIntExact(x.length(0));
        this.channels = x.rank() == 1 ? 1 : Math.toIntExact(x.length(1));
        this.inner = x.rank() == 1 ? 1 : Math.toIntExact(x.slice(2, x.rank()).size());
        this.byRun = inner >= LEAST_RUN;
        this.columnsPerChannel = byRun ? 1 : inner;
        this.columns = channels * columnsPerChannel;
        this.channelsPerBlock = byRun ? 1 : (BLOCK + Math.max(1, inner) - 1) / Math.max(1, inner);
        int most = x.size() < WORTH_SHARING ? 1 : PARTS_PER_THREAD * pool.threads();
        this.summingParts = Math.min(blocks(), most);
        this.rowsPerBlock = Math.max(1, ROWS / Math.max(1, columns));
        this.rowParts = Math.min((examples + rowsPerBlock - 1) / rowsPerBlock, most);
    }

    private int blocks() {
        return (channels + channelsPerBlock - 1) / channelsPerBlock;
    }

    /** How often the elements are summed before they are transformed. */
    abstract int passes();

    /** Adds a run of a channel's elements onto lanes. */
    abstract void sumRun(Call call, int pass, int channel, int at, int n, float[] lanes, int to);

    /** Adds rows onto the sums of the columns {@code column} to {@code column + n}; x begins at {@code at} there. */
    abstract void sumRows(Call call, int pass, int at, int rows, int column, int n);

    /** Makes figures of a channel's sums after a pass; once where there is none. */
    abstract void settle(Call call, int pass, int channel);

    /** Transforms a run of a channel's elements. */
    abstract void transformRun(Call call, int channel, int at, int n);

    /** Transforms a row of elements. */
    abstract void transformRow(Call call, int at);

    /** The state of a running call. */
    final class Call extends KernelCall implements ParallelTask {
        /** Figures for each column, as {@link ChannelLoops} says, from {@link #first} on. */
        float[] figures;
        int first;
        private double[] totals;
        private int totalsAt;
        private boolean summed;

        @Override
        protected void run() {
            figures = out[out.length - 2].f32();
            first = out[out.length - 2].offset();
            totals = out[out.length - 1].f64();
            totalsAt = out[out.length - 1].offset();
            summed = false;
            pool.run(this, summingParts);
            if (!byRun) {
                summed = true;
                pool.run(this, rowParts);
            }
        }

        @Override
        protected void end() {
            figures = null;
            totals = null;
        }

        Buffer input(int i) {
            return in[i];
        }

        Buffer output(int i) {
            return out[i];
        }

        /** The sum over a channel: of the one kind, 0, or the other, 1. */
        double total(int channel, int kind) {
            return totals[totalsAt + 2 * channel + kind];
        }

        /** Sets a figure of all columns of a channel. */
        void set(int kind, int channel, float figure) {
            int at = first + kind * columns + channel * columnsPerChannel;
            for (int i = 0; i < columnsPerChannel; i++) {
                figures[at + i] = figure;
            }
        }

        /** A figure of a channel. */
        float get(int kind, int channel) {
            return figures[first + kind * columns + channel * columnsPerChannel];
        }

        @Override
        public void run(int part, int slot) {
            if (summed) {
                transformRows((int) ((long) examples * part / rowParts), (int) ((long) examples * (part + 1) / rowParts));
                return;
            }
            int end = (int) ((long) blocks() * (part + 1) / summingParts);
            for (int block = (int) ((long) blocks() * part / summingParts); block < end; block++) {
                if (byRun) {
                    channel(block, slot);
                } else {
                    columns(block * channelsPerBlock, Math.min(channels, (block + 1) * channelsPerBlock));
                }
            }
        }

        private void channel(int channel, int slot) {
            int lanes = first + ChannelLoops.KINDS * columns + slot * 2 * Lanes.COUNT;
            for (int pass = 0; pass < passes(); pass++) {
                clearTotals(channel, channel + 1);
                int held = 0;
                Arrays.fill(figures, lanes, lanes + 2 * Lanes.COUNT, 0f);
                for (int e = 0; e < examples; e++) {
                    for (int i = 0; i < inner; i += MOST_RUN) {
                        int n = Math.min(MOST_RUN, inner - i);
                        if (held + n > Lanes.ELEMENTS) {
                            flush(channel, lanes);
                            held = 0;
                        }
                        sumRun(this, pass, channel, (e * channels + channel) * inner + i, n, figures, lanes);
                        held += n;
                    }
                }
                flush(channel, lanes);
                settle(this, pass, channel);
            }
            if (passes() == 0) {
                settle(this, 0, channel);
            }
            for (int e = 0; e < examples; e++) {
                for (int i = 0; i < inner; i += MOST_RUN) {
                    transformRun(this, channel, (e * channels + channel) * inner + i, Math.min(MOST_RUN, inner - i));
                }
            }
        }

        private void flush(int channel, int lanes) {
            totals[totalsAt + 2 * channel] += Lanes.sum(figures, lanes);
            totals[totalsAt + 2 * channel + 1] += Lanes.sum(figures, lanes + Lanes.COUNT);
            Arrays.fill(figures, lanes, lanes + 2 * Lanes.COUNT, 0f);
        }

        private void columns(int from, int to) {
            int column = from * inner;
            int n = (to - from) * inner;
            for (int pass = 0; pass < passes(); pass++) {
                clearTotals(from, to);
                for (int e = 0; e < examples; e += Runs.ROWS) {
                    clearSums(ChannelLoops.SUM, column, n);
                    clearSums(ChannelLoops.SECOND, column, n);
                    sumRows(this, pass, e * columns + column, Math.min(Runs.ROWS, examples - e), column, n);
                    for (int c = from; c < to; c++) {
                        totals[totalsAt + 2 * c] += sumOfColumns(ChannelLoops.SUM, c);
                        totals[totalsAt + 2 * c + 1] += sumOfColumns(ChannelLoops.SECOND, c);
                    }
                }
                settleAll(pass, from, to);
            }
            if (passes() == 0) {
                settleAll(0, from, to);
            }
        }

        private void settleAll(int pass, int from, int to) {
            for (int c = from; c < to; c++) {
                settle(this, pass, c);
            }
        }

        private void clearTotals(int from, int to) {
            Arrays.fill(totals, totalsAt + 2 * from, totalsAt + 2 * to, 0.0);
        }

        private void clearSums(int kind, int column, int n) {
            int at = first + kind * columns + column;
            Arrays.fill(figures, at, at + n, 0f);
        }

        private double sumOfColumns(int kind, int channel) {
            int at = first + kind * columns + channel * inner;
            double sum = 0;
            for (int i = 0; i < inner; i++) {
                sum += figures[at + i];
            }
            return sum;
        }

        private void transformRows(int from, int to) {
            for (int row = from; row < to; row++) {
                transformRow(this, row * columns);
            }
        }
    }

    @Override
    public final void run(Buffer[] inputs, Buffer[] outputs) {
        calls.run(inputs, outputs);
    }

    @Override
    public final List<TensorType> scratch() {
        int floats = Math.addExact(Math.multiplyExact(ChannelLoops.KINDS, columns), 2 * Lanes.COUNT * pool.threads());
        return List.of(TensorType.of(DType.F32, floats), TensorType.of(DType.F64, 2L * channels));
    }
}
