package org.espalier.cpu.conv;

import java.util.ArrayList;
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
 * The gradient of a convolution's weights, as their transpose: the unrolled input times the transposed gradient of the
 * output. The images go by one after the other, some at a time: first the gradients of their outputs are transposed, then
 * every thread adds to rows of the result, that is channels and taps. So no sum depends on the number of threads.
 *
 * <p>Where there are few weights and so few rows to share out, as in the first layer of a network, the images are shared out
 * instead, in a number of chunks that is always the same, and the sums of the chunks are added in the end.
 */
final class WeightGradKernel implements Kernel {
    /** Floats of gradients that are transposed at a time: so many that threads seldom wait for each other. */
    private static final int BUDGET = 1_000_000;
    /** Floats of unrolled input that share the second-level cache with the gradients of a piece. */
    private static final int UNROLLED = 100_000;
    /** Multiply-adds that are worth a hand-over to another thread. */
    private static final long WORTH_SHARING = 1 << 16;
    private static final int FEW_ROWS = 8;
    private static final int FEW_WEIGHTS = 4096;
    private static final int CHUNKS = 16;

    private final ConvShape shape;
    private final IndirectProduct product;
    private final Transposer transposer;
    private final WorkerPool pool;
    private final Unrolling unrolling;
    private final int kept;
    private final int bands;
    /** Pieces of images of which the gradients are transposed at a time. */
    private final int pieces;
    private final int taps;
    private final int plane;
    private final int positions;
    private final int rows;
    private final int rowSplits;
    /** The chunks that the images are shared out in, or 0. */
    private final int chunks;
    private final int partsOfChunks;
    private final int channelsOfPart;
    private final int pitch;
    private final int pitchOfResult;
    private final int floatsOfPiece;
    private final int scratchOfPart;
    private final int scratchOfGradients;
    private final int sizeOfResult;
    private final int[] runs;
    private final int[] rowsOfGradient;
    private final KernelCalls calls = new KernelCalls(Call::new);

    WeightGradKernel(ConvShape shape, Arithmetic arithmetic, WorkerPool pool) {
        this.shape = shape;
        this.product = arithmetic.indirectProduct();
        this.transposer = arithmetic.transposer();
        this.pool = pool;
        this.taps = shape.taps();
        this.plane = shape.plane();
        this.positions = shape.positions();
        this.rows = shape.channels() * taps;
        List<TapAxis> axes = new ArrayList<>(shape.forward().axes());
        int[] strides = new int[axes.size()];
        for (int i = strides.length - 1, product = 1; i >= 0; i--) {
            strides[i] = product;
            product *= axes.get(i).length();
        }
        int axis = IntStream.range(0, axes.size() - 1)
                .filter(i -> !shape.axes().get(i).equals(WindowAxis.POINT)).findFirst().orElse(axes.size() - 1);
        TapAxis keptAxis = axes.get(axis);
        this.kept = keptAxis.positions();
        axes.set(axis, TapAxis.POINT);
        int inner = axes.stream().mapToInt(TapAxis::positions).reduce(1, Math::multiplyExact);
        int most = Math.max(1, UNROLLED / Math.max(1, inner * Math.max(shape.groups() * shape.maps(),
                axes.stream().mapToInt(TapAxis::taps).reduce(1, Math::multiplyExact))));
        this.bands = Math.max(1, (kept + most - 1) / most);
        int band = (kept + bands - 1) / bands;
        this.unrolling = new Unrolling(keptAxis, strides[axis], axes, strides, plane, band, arithmetic.copy());
        this.pitch = shape.groups() * shape.maps();
        this.pitchOfResult = Math.max(shape.maps(), product.minColumns());
        this.floatsOfPiece = pitch * band * inner;
        this.pieces = Math.max(1, Math.min(shape.batch() * bands, BUDGET / Math.max(1, floatsOfPiece)));
        boolean few = (long) pitch * rows <= FEW_WEIGHTS && (long) shape.channels() * unrolling.floatsPerChannel() <= UNROLLED;
        this.chunks = few ? Math.min(shape.batch(), CHUNKS) : 0;
        this.partsOfChunks = shape.forward().work() < WORTH_SHARING ? Math.min(1, chunks) : chunks;
        this.rowSplits = few ? 1 : splits();
        this.channelsOfPart = Math.min(shape.channels(), (rows / rowSplits + 2 * taps - 2) / taps + 1);
        this.scratchOfPart = channelsOfPart * unrolling.floatsPerChannel() + product.minColumns();
        this.scratchOfGradients = (few ? 1 : pieces) * floatsOfPiece + product.minColumns();
        this.sizeOfResult = shape.groups() * rows * pitchOfResult;
        this.runs = unrolling.runs(channelsOfPart);
        this.rowsOfGradient = IntStream.range(0, band * inner).map(p -> p * pitch).toArray();
    }

    /** Into how many pieces the rows of a group are cut: so many that all threads have work and the input's piece is small. */
    private int splits() {
        int threads = pool.threads();
        long work = (long) pieces * floatsOfPiece * rows;
        int wanted = work < WORTH_SHARING || threads == 1 ? 1 : (4 * threads + shape.groups() - 1) / shape.groups();
        long floats = (long) shape.channels() * unrolling.floatsPerChannel();
        int bySize = (int) Math.min(shape.channels(), (floats + UNROLLED - 1) / UNROLLED);
        int splits = Math.max(1, Math.min(Math.max(wanted, bySize), rows / FEW_ROWS));
        return splits > threads ? splits / threads * threads : splits;
    }

    /** The first row of a piece; whole channels where there are many of them. */
    private int row(int split) {
        if (shape.channels() >= 4 * rowSplits) {
            return Correlator.share(shape.channels(), split, rowSplits) * taps;
        }
        return Correlator.share(rows, split, rowSplits);
    }

    private int firstPosition(int piece) {
        return Correlator.share(kept, piece % bands, bands);
    }

    private int positions(int piece) {
        return Correlator.share(kept, piece % bands + 1, bands) - firstPosition(piece);
    }

    private final class Call extends KernelCall {
        private final ParallelTask transposing = this::transpose;
        private final ParallelTask multiplying = this::multiply;
        private final ParallelTask summing = this::sum;
        private final ParallelTask finishing = this::finish;
        private Buffer x;
        private Buffer g;
        private Buffer w;
        private float[] scratch;
        private int gradients;
        private int result;
        private int parts;
        private int first;
        private int count;

        @Override
        protected void run() {
            x = in[0];
            g = in[1];
            w = out[0];
            scratch = out[1].f32();
            result = out[1].offset();
            gradients = result + Math.max(1, chunks) * sizeOfResult;
            parts = gradients + (chunks > 0 ? pool.threads() : 1) * scratchOfGradients;
            pool.run(summing, partsOfChunks);
            int all = chunks > 0 ? 0 : shape.batch() * bands;
            for (first = 0; first < all; first += count) {
                count = Math.min(pieces, all - first);
                pool.run(transposing, count);
                pool.run(multiplying, shape.groups() * rowSplits);
            }
            pool.run(finishing, shape.groups());
        }

        @Override
        protected void end() {
            x = null;
            g = null;
            w = null;
            scratch = null;
        }

        private void transpose(int part, int slot) {
            transposed(first + part, gradients + part * floatsOfPiece);
        }

        private void transposed(int piece, int to) {
            int from = g.offset() + piece / bands * pitch * positions + firstPosition(piece) * unrolling.inner();
            transposer.run(pitch, positions(piece) * unrolling.inner(), g.f32(), from, positions, scratch, to, pitch);
        }

        private void multiply(int part, int slot) {
            int group = part / rowSplits;
            int top = row(part % rowSplits);
            int bottom = row(part % rowSplits + 1);
            int at = parts + slot * scratchOfPart;
            for (int i = 0; i < count; i++) {
                if (i == 0 || bands > 1) {
                    clear(at);
                }
                multiply(group, top, bottom, first + i, gradients + i * floatsOfPiece, at, result, first + i > 0);
            }
        }

        /** Writes the padding of unrolled input, which is at the same places for all images. */
        private void clear(int at) {
            if (unrolling.isPadded()) {
                Arrays.fill(scratch, at, at + channelsOfPart * unrolling.floatsPerChannel(), 0f);
            }
        }

        /** Multiplies some rows of a piece of an image, which are unrolled first, with its gradients. */
        private void multiply(int group, int top, int bottom, int piece, int gradient, int at, int to, boolean accumulate) {
            int channel = top / taps;
            int channels = (bottom + taps - 1) / taps - channel;
            int from = x.offset() + ((piece / bands * shape.groups() + group) * shape.channels() + channel) * plane;
            unrolling.fill(x.f32(), from, channels, firstPosition(piece), positions(piece), scratch, at);
            product.run(bottom - top, Math.max(shape.maps(), product.minColumns()),
                    positions(piece) * unrolling.inner(),
                    scratch, at, runs, top - channel * taps,
                    scratch, gradient + group * shape.maps(), rowsOfGradient, 0,
                    scratch, to + (group * rows + top) * pitchOfResult, pitchOfResult, 1, 0, 0, accumulate);
        }

        /** Works on some chunks of images. */
        private void sum(int part, int slot) {
            int gradient = gradients + slot * scratchOfGradients;
            int at = parts + slot * scratchOfPart;
            for (int chunk = Correlator.share(chunks, part, partsOfChunks);
                    chunk < Correlator.share(chunks, part + 1, partsOfChunks); chunk++) {
                int begin = Correlator.share(shape.batch(), chunk, chunks) * bands;
                int end = Correlator.share(shape.batch(), chunk + 1, chunks) * bands;
                for (int piece = begin; piece < end; piece++) {
                    transposed(piece, gradient);
                    for (int group = 0; group < shape.groups(); group++) {
                        if (group == 0 && piece == begin || bands > 1) {
                            clear(at);
                        }
                        multiply(group, 0, rows, piece, gradient, at, result + chunk * sizeOfResult, piece > begin);
                    }
                }
            }
        }

        private void finish(int group, int slot) {
            int from = result + group * rows * pitchOfResult;
            for (int chunk = 1; chunk < chunks; chunk++) {
                for (int i = 0; i < rows * pitchOfResult; i++) {
                    scratch[from + i] += scratch[from + chunk * sizeOfResult + i];
                }
            }
            transposer.run(rows, shape.maps(), scratch, result + group * rows * pitchOfResult, pitchOfResult,
                    w.f32(), w.offset() + group * rows * shape.maps(), rows);
        }
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        calls.run(inputs, outputs);
    }

    @Override
    public List<TensorType> scratch() {
        int floats = Math.addExact(Math.max(1, chunks) * sizeOfResult + (chunks > 0 ? pool.threads() : 1) * scratchOfGradients,
                Math.multiplyExact(pool.threads(), scratchOfPart));
        return List.of(TensorType.of(DType.F32, floats));
    }
}
