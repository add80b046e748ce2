package org.espalier.cpu.conv;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.arith.BlockCopy;
import org.espalier.cpu.arith.IndirectProduct;
import org.espalier.cpu.arith.Transposer;
import org.espalier.cpu.pool.KernelCall;
import org.espalier.cpu.pool.KernelCalls;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/**
 * The gradient of a convolution's input in two steps: the transposed weights times the gradient of the output give what each
 * tap adds to the input at each position, and that is added where the tap reads, one tap after the other. Nothing is
 * multiplied with padding, of which the correlation of {@link InputGradKernel} has much where the output is much smaller
 * than the input.
 */
final class ColumnGradKernel implements Kernel {
    /** Floats of products that stay in the second-level cache. */
    private static final int BUDGET = 64_000;
    /** Positions that fill the vectors of any machine. */
    private static final int LEAST_POSITIONS = 16;
    /** What it costs to keep a product and to add it, in multiply-adds. */
    private static final int ADDING = 12;
    private static final double GAIN = 0.9;
    /** Multiply-adds that are worth a hand-over to another thread. */
    private static final long WORTH_SHARING = 1 << 16;
    /** Columns of the weights that one part transposes. */
    private static final int TRANSPOSED = 128;

    private final ConvShape shape;
    private final IndirectProduct product;
    private final Transposer transposer;
    private final BlockCopy copy;
    private final WorkerPool pool;
    private final TapAxis[] axes;
    private final int taps;
    private final int plane;
    private final int positions;
    private final int columns;
    private final int channelsOfPart;
    private final int splits;
    private final int[] rowsOfWeights;
    private final int[] rowsOfGradient;
    private final KernelCalls calls = new KernelCalls(Call::new);

    /** Whether it is faster than the correlation; the same for all arithmetics, since it changes the last bits of results. */
    static boolean pays(ConvShape s) {
        boolean dense = s.axes().stream().allMatch(a -> a.stride() == 1);
        long columns = (long) s.positions() * (s.maps() + ADDING);
        return dense && s.positions() >= LEAST_POSITIONS && (long) s.taps() * s.positions() <= BUDGET
                && columns < GAIN * s.plane() * s.maps();
    }

    ColumnGradKernel(ConvShape shape, Arithmetic arithmetic, WorkerPool pool) {
        this.shape = shape;
        this.product = arithmetic.indirectProduct();
        this.transposer = arithmetic.transposer();
        this.copy = arithmetic.copy();
        this.pool = pool;
        this.axes = shape.forward().axes().toArray(TapAxis[]::new);
        this.taps = shape.taps();
        this.plane = shape.plane();
        this.positions = shape.positions();
        this.columns = shape.channels() * taps;
        int fitting = Math.max(1, BUDGET / (taps * positions));
        long work = shape.forward().work();
        int wanted = work < WORTH_SHARING ? 1 : (3 * pool.threads() - 1) / Math.max(1, shape.batch() * shape.groups()) + 1;
        this.splits = Math.min(shape.channels(), Math.max(wanted, (shape.channels() + fitting - 1) / fitting));
        this.channelsOfPart = (shape.channels() + splits - 1) / splits;
        this.rowsOfWeights = IntStream.range(0, channelsOfPart * taps).map(r -> r * shape.maps()).toArray();
        this.rowsOfGradient = IntStream.range(0, shape.maps()).map(m -> m * positions).toArray();
    }

    private int transposingParts() {
        return (columns + TRANSPOSED - 1) / TRANSPOSED;
    }

    private final class Call extends KernelCall {
        private final ParallelTask transposing = this::transpose;
        private final ParallelTask multiplying = this::multiply;
        private Buffer g;
        private Buffer w;
        private Buffer x;
        private float[] scratch;
        private int weights;
        private int products;

        @Override
        protected void run() {
            g = in[0];
            w = in[1];
            x = out[0];
            scratch = out[1].f32();
            weights = out[1].offset();
            products = weights + shape.groups() * shape.maps() * columns;
            pool.run(transposing, shape.groups() * transposingParts());
            pool.run(multiplying, shape.batch() * shape.groups() * splits);
        }

        @Override
        protected void end() {
            g = null;
            w = null;
            x = null;
            scratch = null;
        }

        /** Some columns of the weights of a group, that is channels and taps, become rows. */
        private void transpose(int part, int slot) {
            int group = part / transposingParts();
            int first = part % transposingParts() * TRANSPOSED;
            int at = group * shape.maps() * columns;
            transposer.run(shape.maps(), Math.min(TRANSPOSED, columns - first), w.f32(), w.offset() + at + first, columns,
                    scratch, weights + at + first * shape.maps(), shape.maps());
        }

        private void multiply(int part, int slot) {
            int image = part / splits; // of an image a group, to be exact
            int first = Correlator.share(shape.channels(), part % splits, splits);
            int channels = Correlator.share(shape.channels(), part % splits + 1, splits) - first;
            int group = image % shape.groups();
            int at = products + slot * channelsOfPart * taps * positions;
            product.run(channels * taps, positions, shape.maps(),
                    scratch, weights + (group * columns + first * taps) * shape.maps(), rowsOfWeights, 0,
                    g.f32(), g.offset() + image * shape.maps() * positions, rowsOfGradient, 0,
                    scratch, at, positions, 1, 0, 0, false);
            int to = x.offset() + (image * shape.channels() + first) * plane;
            Arrays.fill(x.f32(), to, to + channels * plane, 0f);
            int tap = at;
            for (int a = 0; a < axes[0].taps(); a++) {
                for (int b = 0; b < axes[1].taps(); b++) {
                    for (int c = 0; c < axes[2].taps(); c++, tap += positions) {
                        add(a, b, c, channels, tap, to);
                    }
                }
            }
        }

        /** Adds what a tap of some channels gives to their elements. */
        private void add(int a, int b, int c, int channels, int from, int to) {
            int firstB = axes[1].first(b);
            int firstC = axes[2].first(c);
            int rows = axes[1].end(b) - firstB;
            int length = axes[2].end(c) - firstC;
            if (rows == 0 || length == 0) {
                return;
            }
            for (int i = axes[0].first(a); i < axes[0].end(a); i++) {
                int line = (i + axes[0].offsets()[a]) * axes[1].length() + firstB + axes[1].offsets()[b];
                copy.add(channels, rows, length,
                        scratch, from + (i * axes[1].positions() + firstB) * axes[2].positions() + firstC, taps * positions,
                        axes[2].positions(),
                        x.f32(), to + line * axes[2].length() + firstC + axes[2].offsets()[c], plane, axes[2].length());
            }
        }
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        calls.run(inputs, outputs);
    }

    @Override
    public List<TensorType> scratch() {
        int weights = shape.groups() * shape.maps() * columns;
        return List.of(TensorType.of(DType.F32,
                Math.addExact(weights, Math.multiplyExact(pool.threads(), channelsOfPart * taps * positions))));
    }
}
