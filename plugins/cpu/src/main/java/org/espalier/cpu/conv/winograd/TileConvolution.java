package org.espalier.cpu.conv.winograd;

import static org.espalier.cpu.conv.winograd.TileGrid.PLANES;

import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.pool.KernelCall;
import org.espalier.cpu.pool.KernelCalls;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/**
 * Convolution, and the gradient of its input, which is the convolution of the output's gradient with the turned weight. The
 * weight is brought to the points first. Then each block of tiles is brought there, multiplied by the weight and brought
 * back, all by one thread and within its second-level cache.
 */
final class TileConvolution implements Kernel {
    /** Floats of a block at the points, input and output together, that stay in the second-level cache. */
    private static final int BLOCK_FLOATS = 150_000;
    /** So few tiles would read all of the weight for little work. */
    private static final int LEAST_TILES = 32;
    /** Parts for each thread, so that a late one costs little. */
    private static final int PARTS = 3;
    /** Channels of the weight of one part. */
    private static final int CHANNELS = 8;

    private final TileGrid grid;
    private final WorkerPool pool;
    private final TileBlocks blocks;
    private final WeightPoints weight;
    private final InputTiles input;
    private final OutputTiles output;
    private final PlaneProduct product;
    private final int inputPlane;
    private final int outputPlane;
    /** Floats of scratch memory for each thread. */
    private final int slotFloats;
    private final KernelCalls calls = new KernelCalls(Call::new);

    /** A convolution of these sizes; of a transposed one, they are its own, and the weight is that of the other. */
    TileConvolution(TileGrid grid, boolean transposed, Arithmetic arithmetic, WorkerPool pool) {
        this.grid = grid;
        this.pool = pool;
        int fitting = BLOCK_FLOATS / (PLANES * (grid.channelLine() + grid.mapLine()));
        int shared = (int) Math.min(Integer.MAX_VALUE, grid.tiles() / (PARTS * pool.threads()));
        this.blocks = TileBlocks.of(grid, Math.min(Math.max(LEAST_TILES, fitting), Math.max(1, shared)));
        this.inputPlane = TileGrid.plane(blocks.capacity(), grid.channelLine());
        this.outputPlane = TileGrid.plane(blocks.capacity(), grid.mapLine());
        this.weight = new WeightPoints(grid, arithmetic.winograd().weight(), transposed);
        this.input = new InputTiles(grid, arithmetic, inputPlane);
        this.output = new OutputTiles(grid, arithmetic, outputPlane);
        this.product = new PlaneProduct(arithmetic.microKernel(), grid.mapLine());
        int turning = Math.max(weight.scratchFloats(), Math.max(input.scratchFloats(), output.scratchFloats()));
        this.slotFloats = Math.addExact(PLANES * (inputPlane + outputPlane), turning);
    }

    @Override
    public List<TensorType> scratch() {
        return List.of(TensorType.of(DType.F32, weight.floats()),
                TensorType.of(DType.F32, Math.multiplyExact(pool.threads(), slotFloats)));
    }

    private final class Call extends KernelCall {
        private final ParallelTask transforming = this::transform;
        private final ParallelTask convolving = this::convolve;
        private Buffer x;
        private Buffer w;
        private Buffer bias;
        private Buffer y;
        private Buffer points;
        private Buffer scratch;

        @Override
        protected void run() {
            x = in[0];
            w = in[1];
            bias = in.length > 2 ? in[2] : null;
            y = out[0];
            points = out[1];
            scratch = out[2];
            pool.run(transforming, (grid.channels() + CHANNELS - 1) / CHANNELS);
            pool.run(convolving, blocks.count());
        }

        @Override
        protected void end() {
            x = null;
            w = null;
            bias = null;
            y = null;
            points = null;
            scratch = null;
        }

        private int scratchOf(int slot) {
            return scratch.offset() + slot * slotFloats;
        }

        private void transform(int part, int slot) {
            for (int c = part * CHANNELS; c < Math.min(grid.channels(), (part + 1) * CHANNELS); c++) {
                weight.run(c, w.f32(), w.offset(), points.f32(), points.offset(), scratch.f32(), scratchOf(slot));
            }
        }

        private void convolve(int block, int slot) {
            float[] s = scratch.f32();
            int in = scratchOf(slot);
            int out = in + PLANES * inputPlane;
            int turning = out + PLANES * outputPlane;
            int tiles = blocks.tilesOfImage(block);
            int firstImage = blocks.firstImage(block);
            int images = blocks.endImage(block) - firstImage;
            for (int i = 0; i < images; i++) {
                input.run(x.f32(), x.offset() + (firstImage + i) * grid.channels() * grid.inputPlane(), blocks.firstRow(block),
                        blocks.endRow(block), s, in + i * tiles * grid.channelLine(), s, turning);
            }
            for (int p = 0; p < PLANES; p++) {
                product.run(images * tiles, grid.channels(), s, in + p * inputPlane, grid.channelLine(), 1, points.f32(),
                        points.offset() + p * weight.plane(), s, out + p * outputPlane, false);
            }
            for (int i = 0; i < images; i++) {
                output.run(s, out + i * tiles * grid.mapLine(), blocks.firstRow(block), blocks.endRow(block),
                        bias == null ? null : bias.f32(), bias == null ? 0 : bias.offset(), y.f32(),
                        y.offset() + (firstImage + i) * grid.maps() * grid.outputPlane(), s, turning);
            }
        }
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        calls.run(inputs, outputs);
    }
}
