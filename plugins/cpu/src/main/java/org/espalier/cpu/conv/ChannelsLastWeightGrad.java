package org.espalier.cpu.conv;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.arith.IndirectProduct;
import org.espalier.cpu.arith.Transposer;
import org.espalier.cpu.pool.KernelCall;
import org.espalier.cpu.pool.KernelCalls;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/**
 * The gradient of a convolution's weights from images whose channels lie beside each other: then what a line of the kernel
 * reads at a position, all taps of all channels, is one run of memory, and the output's gradient is multiplied with these
 * runs where they lie. The images go by one after the other, as in {@link WeightGradKernel}, of which the sums are the same.
 */
final class ChannelsLastWeightGrad implements Kernel {
    /** Floats of images that are turned at a time. */
    private static final int BUDGET = 1_000_000;
    /** Multiply-adds that are worth a hand-over to another thread. */
    private static final long WORTH_SHARING = 1 << 16;
    private static final int FEW_MAPS = 12;
    private static final int VECTOR = 16;
    /** The least of what a line of the kernel reads. */
    private static final int LEAST_COLUMNS = 3 * VECTOR;
    /** The length of a block of the sums, so that what it reads stays in a near cache. */
    private static final int DEPTH = 256;

    private final ConvShape shape;
    private final IndirectProduct product;
    private final Transposer transposer;
    private final WorkerPool pool;
    private final WindowAxis[] axes;
    private final int[] extents;
    private final int positions;
    private final int plane;
    private final int imageFloats;
    private final int images;
    private final int taps;
    private final int lines;
    private final int columns;
    private final int mapSplits;
    private final int lineSplits;
    private final int resultFloats;
    private final int[] rowsOfGradient;
    private final int[] rowsOfImage;
    private final boolean padded;
    private final KernelCalls calls = new KernelCalls(Call::new);

    /** Whether vectors are filled at least as well by lines of the kernel as by maps. */
    static boolean pays(ConvShape s) {
        WindowAxis last = s.axes().get(2);
        int columns = s.channels() * last.kernel();
        return last.dilation() == 1 && columns >= LEAST_COLUMNS && filling(columns) > filling(s.maps());
    }

    /** The share of the vectors' elements that is used. */
    private static double filling(int columns) {
        return columns / (double) ((columns + VECTOR - 1) / VECTOR * VECTOR);
    }

    ChannelsLastWeightGrad(ConvShape shape, Arithmetic arithmetic, WorkerPool pool) {
        this.shape = shape;
        this.product = arithmetic.indirectProduct();
        this.transposer = arithmetic.transposer();
        this.pool = pool;
        this.axes = shape.axes().toArray(WindowAxis[]::new);
        this.extents = Arrays.stream(axes)
                .mapToInt(a -> (a.output() - 1) * a.stride() + (a.kernel() - 1) * a.dilation() + 1).toArray();
        this.positions = shape.positions();
        this.plane = shape.plane();
        this.imageFloats = Math.multiplyExact(shape.groups() * shape.channels(), extents[0] * extents[1] * extents[2]);
        this.images = Math.max(1, Math.min(shape.batch(), BUDGET / Math.max(1, imageFloats)));
        this.taps = shape.taps();
        this.lines = axes[0].kernel() * axes[1].kernel();
        this.columns = axes[2].kernel() * shape.channels();
        long work = (long) images * positions * shape.groups() * shape.maps() * lines * columns;
        int wanted = work < WORTH_SHARING || pool.threads() == 1 ? 1 : (4 * pool.threads() + shape.groups() - 1) / shape.groups();
        int most = Math.max(1, shape.maps() / FEW_MAPS);
        this.mapSplits = Math.min(wanted, most);
        this.lineSplits = Math.min(lines, (wanted + mapSplits - 1) / mapSplits);
        this.resultFloats = Math.multiplyExact(shape.groups() * shape.maps(), lines * columns);
        this.rowsOfGradient = IntStream.range(0, shape.maps()).map(m -> m * positions).toArray();
        this.rowsOfImage = IntStream.range(0, positions).map(this::place).toArray();
        this.padded = Arrays.stream(axes).anyMatch(a -> a.forward().isPadded());
    }

    /** Where the window of a position begins in a turned image of one group. */
    private int place(int position) {
        int c = position % axes[2].output();
        int b = position / axes[2].output() % axes[1].output();
        int a = position / axes[2].output() / axes[1].output();
        return ((a * axes[0].stride() * extents[1] + b * axes[1].stride()) * extents[2] + c * axes[2].stride()) * shape.channels();
    }

    private final class Call extends KernelCall {
        private final ParallelTask turning = this::turn;
        private final ParallelTask multiplying = this::multiply;
        private final ParallelTask finishing = this::finish;
        private Buffer x;
        private Buffer g;
        private Buffer w;
        private float[] scratch;
        private int result;
        private int turned;
        private int first;
        private int count;

        @Override
        protected void run() {
            x = in[0];
            g = in[1];
            w = out[0];
            scratch = out[1].f32();
            result = out[1].offset();
            turned = result + resultFloats;
            if (padded) {
                Arrays.fill(scratch, turned, turned + images * imageFloats, 0f);
            }
            for (first = 0; first < shape.batch(); first += count) {
                count = Math.min(images, shape.batch() - first);
                pool.run(turning, count * shape.groups());
                pool.run(multiplying, shape.groups() * mapSplits * lineSplits);
            }
            pool.run(finishing, shape.groups() * mapSplits);
        }

        @Override
        protected void end() {
            x = null;
            g = null;
            w = null;
            scratch = null;
        }

        /** Writes one group of channels of an image so that the channels lie beside each other, within their padding. */
        private void turn(int part, int slot) {
            int from = x.offset() + (first * shape.groups() + part) * shape.channels() * plane;
            int to = turned + part * (imageFloats / shape.groups());
            int length = count(2);
            if (length == extents[2] && length == axes[2].length() && count(1) == extents[1] && count(1) == axes[1].length()) {
                transposer.run(shape.channels(), count(0) * extents[1] * extents[2], x.f32(), from, plane,
                        scratch, to + start(0) * extents[1] * extents[2] * shape.channels(), shape.channels());
                return;
            }
            for (int a = 0; a < count(0); a++) {
                for (int b = 0; b < count(1); b++) {
                    int line = ((a + start(0)) * extents[1] + b + start(1)) * extents[2] + start(2);
                    transposer.run(shape.channels(), length, x.f32(), from + element(a, b), plane,
                            scratch, to + line * shape.channels(), shape.channels());
                }
            }
        }

        private void multiply(int part, int slot) {
            int split = part % mapSplits;
            int lineSplit = part / mapSplits % lineSplits;
            int group = part / mapSplits / lineSplits;
            int map = Correlator.share(shape.maps(), split, mapSplits);
            int maps = Correlator.share(shape.maps(), split + 1, mapSplits) - map;
            int end = Correlator.share(lines, lineSplit + 1, lineSplits);
            for (int i = 0; i < count; i++) {
                int gradient = g.offset() + ((first + i) * shape.groups() + group) * shape.maps() * positions;
                int image = turned + (i * shape.groups() + group) * (imageFloats / shape.groups());
                for (int line = Correlator.share(lines, lineSplit, lineSplits); line < end; line++) {
                    int at = image + (line / axes[1].kernel() * axes[0].dilation() * extents[1]
                            + line % axes[1].kernel() * axes[1].dilation()) * extents[2] * shape.channels();
                    int to = result + ((group * lines + line) * shape.maps() + map) * columns;
                    for (int p = 0; p < positions; p += DEPTH) {
                        product.run(maps, columns, Math.min(DEPTH, positions - p), g.f32(), gradient + p, rowsOfGradient, map,
                                scratch, at, rowsOfImage, p, scratch, to, columns, 1, 0, 0, first + i + p > 0);
                    }
                }
            }
        }

        /** Brings the sums of some maps in the order of the weights: by channel and tap. */
        private void finish(int part, int slot) {
            int group = part / mapSplits;
            int end = Correlator.share(shape.maps(), part % mapSplits + 1, mapSplits);
            for (int m = Correlator.share(shape.maps(), part % mapSplits, mapSplits); m < end; m++) {
                int to = w.offset() + (group * shape.maps() + m) * shape.channels() * taps;
                for (int line = 0; line < lines; line++) {
                    transposer.run(axes[2].kernel(), shape.channels(),
                            scratch, result + ((group * lines + line) * shape.maps() + m) * columns, shape.channels(),
                            w.f32(), to + line * axes[2].kernel(), taps);
                }
            }
        }
    }

    /** The place of an axis' first element within its padding. */
    private int start(int axis) {
        return axes[axis].begin();
    }

    /** The elements of an axis that some tap may read, padding not counted. */
    private int count(int axis) {
        return Math.max(0, Math.min(axes[axis].length(), extents[axis] - start(axis)));
    }

    private int element(int a, int b) {
        return (a * axes[1].length() + b) * axes[2].length();
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        calls.run(inputs, outputs);
    }

    @Override
    public List<TensorType> scratch() {
        return List.of(TensorType.of(DType.F32, Math.addExact(resultFloats, Math.multiplyExact(images, imageFloats))));
    }
}
