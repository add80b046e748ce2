package org.espalier.cpu.conv.winograd;

import static org.espalier.cpu.arith.LineTransform.GROUP;
import static org.espalier.cpu.conv.winograd.TileGrid.KERNEL;
import static org.espalier.cpu.conv.winograd.TileGrid.PLANES;
import static org.espalier.cpu.conv.winograd.TileGrid.POINTS;
import static org.espalier.cpu.conv.winograd.TileGrid.TAPS;

import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.arith.LineTransform;
import org.espalier.cpu.arith.Lines;
import org.espalier.cpu.arith.Runs;
import org.espalier.cpu.pool.KernelCall;
import org.espalier.cpu.pool.KernelCalls;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/**
 * The gradient of the weight: F(3×3, 4×4), the transpose of F(4×4, 3×3) in the weight. The batch is cut into a few chunks,
 * as many as its sizes say. Block by block, one thread brings the tiles of a chunk and of the output's gradient to the
 * points, where it adds their products to the sums of the chunk. Then the sums of all chunks are added in their order and
 * brought back.
 */
final class TileWeightGrad implements Kernel {
    private final TileGrid grid;
    private final WorkerPool pool;
    private final TileChunks chunks;
    private final InputTiles input;
    private final GradientTiles gradient;
    private final LineTransform back;
    private final Runs runs;
    private final PlaneProduct product;
    private final int inputPlane;
    private final int gradientPlane;
    private final int sumPlane;
    /** How many threads share the maps of a chunk, each of which brings all of its tiles to the points. */
    private final int shares;
    private final Lines sums;
    private final Lines rowsOfTaps;
    private final Lines taps;
    /** Floats of scratch memory for each thread. */
    private final int slotFloats;
    private final KernelCalls calls = new KernelCalls(Call::new);

    TileWeightGrad(TileGrid grid, Arithmetic arithmetic, WorkerPool pool) {
        this.grid = grid;
        this.pool = pool;
        this.chunks = TileChunks.of(grid);
        this.shares = Math.min(grid.mapLine() / GROUP, (pool.threads() + chunks.count() - 1) / chunks.count());
        this.inputPlane = TileGrid.plane(chunks.blocks().capacity(), grid.channelLine());
        this.gradientPlane = TileGrid.plane(chunks.blocks().capacity(), grid.mapLine());
        this.sumPlane = TileGrid.plane(grid.maps(), grid.channelLine());
        this.input = new InputTiles(grid, arithmetic, inputPlane);
        this.gradient = new GradientTiles(grid, arithmetic, gradientPlane);
        this.back = arithmetic.winograd().weightGradient();
        this.runs = arithmetic.runs();
        this.product = new PlaneProduct(arithmetic.microKernel(), grid.channelLine());
        this.sums = Lines.of(sumPlane, POINTS * sumPlane);
        this.rowsOfTaps = Lines.of(grid.channelLine(), KERNEL * grid.channelLine());
        this.taps = Lines.of(KERNEL * grid.channelLine(), 0);
        int turning = Math.max(Math.max(input.scratchFloats(), gradient.scratchFloats()),
                (POINTS * KERNEL + TAPS) * grid.channelLine());
        this.slotFloats = Math.addExact(PLANES * (inputPlane + gradientPlane), turning);
    }

    @Override
    public List<TensorType> scratch() {
        return List.of(TensorType.of(DType.F32, Math.multiplyExact(chunks.count(), PLANES * sumPlane)),
                TensorType.of(DType.F32, Math.multiplyExact(pool.threads(), slotFloats)));
    }

    private final class Call extends KernelCall {
        private final ParallelTask adding = this::add;
        private final ParallelTask finishing = this::finish;
        private Buffer x;
        private Buffer g;
        private Buffer w;
        private Buffer sum;
        private Buffer scratch;

        @Override
        protected void run() {
            x = in[0];
            g = in[1];
            w = out[0];
            sum = out[1];
            scratch = out[2];
            pool.run(adding, chunks.count() * shares);
            pool.run(finishing, grid.maps());
        }

        @Override
        protected void end() {
            x = null;
            g = null;
            w = null;
            sum = null;
            scratch = null;
        }

        private int scratchOf(int slot) {
            return scratch.offset() + slot * slotFloats;
        }

        /** Adds up a chunk for a share of the maps. */
        private void add(int part, int slot) {
            int chunk = part / shares;
            int share = part % shares;
            int groups = grid.mapLine() / GROUP;
            int map = groups * share / shares * GROUP;
            int maps = Math.min(grid.maps(), groups * (share + 1) / shares * GROUP) - map;
            int first = chunks.firstBlock(chunk);
            for (int block = first; block < chunks.firstBlock(chunk + 1); block++) {
                bringToPoints(block, scratchOf(slot));
                multiply(block, map, maps, chunk, block > first, scratchOf(slot));
            }
        }

        private void bringToPoints(int block, int at) {
            float[] s = scratch.f32();
            TileBlocks blocks = chunks.blocks();
            int gradients = at + PLANES * inputPlane;
            int turning = gradients + PLANES * gradientPlane;
            for (int image = blocks.firstImage(block); image < blocks.endImage(block); image++) {
                int tile = (image - blocks.firstImage(block)) * blocks.tilesOfImage(block);
                input.run(x.f32(), x.offset() + image * grid.channels() * grid.inputPlane(), blocks.firstRow(block),
                        blocks.endRow(block), s, at + tile * grid.channelLine(), s, turning);
                gradient.run(g.f32(), g.offset() + image * grid.maps() * grid.outputPlane(), blocks.firstRow(block),
                        blocks.endRow(block), s, gradients + tile * grid.mapLine(), s, turning);
            }
        }

        private void multiply(int block, int map, int maps, int chunk, boolean accumulate, int at) {
            float[] s = scratch.f32();
            int gradients = at + PLANES * inputPlane + map;
            int to = sum.offset() + chunk * PLANES * sumPlane + map * grid.channelLine();
            for (int p = 0; p < PLANES; p++) {
                product.run(maps, chunks.blocks().tiles(block), s, gradients + p * gradientPlane, 1, grid.mapLine(), s,
                        at + p * inputPlane, sum.f32(), to + p * sumPlane, accumulate);
            }
        }

        /** Adds the sums of one map up and brings them back. */
        private void finish(int map, int slot) {
            float[] s = scratch.f32();
            int line = grid.channelLine();
            int rows = scratchOf(slot);
            int done = rows + POINTS * KERNEL * line;
            int first = sum.offset() + map * line;
            for (int p = 0; p < PLANES; p++) {
                int at = first + p * sumPlane;
                runs.addRows(sum.f32(), at + PLANES * sumPlane, chunks.count() - 1, PLANES * sumPlane, line, sum.f32(), at);
            }
            back.run(POINTS, line, sum.f32(), first, sums, s, rows, rowsOfTaps);
            back.run(1, KERNEL * line, s, rows, taps, s, done, taps);
            int at = w.offset() + map * grid.channels() * TAPS;
            for (int c = 0; c < grid.channels(); c++) {
                for (int k = 0; k < TAPS; k++) {
                    w.f32()[at + c * TAPS + k] = s[done + k * line + c];
                }
            }
        }
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        calls.run(inputs, outputs);
    }
}
