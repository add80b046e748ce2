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
import org.espalier.cpu.pool.Lease;
import org.espalier.cpu.pool.ParallelTask;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/**
 * The gradient of the weight: F(3×3, 4×4), the transpose of F(4×4, 3×3) in the weight. Block by block, the tiles of the
 * input and of the output's gradient are brought to the points, shared out by image or row of tiles; then their products
 * are added, shared out by point, each in the order of the tiles. At last the sums are brought back.
 */
final class TileWeightGrad implements Kernel {
    /** Floats of a block at the points that stay in the second-level caches of two cores. */
    private static final int BLOCK_FLOATS = 300_000;
    /** With fewer tiles, reading and writing the sums would take longer than adding to them. */
    private static final int LEAST_TILES = 48;
    /** Parts of the products for each thread. */
    private static final int PARTS = 3;

    private final TileGrid grid;
    private final WorkerPool pool;
    private final TileBlocks blocks;
    private final InputTiles input;
    private final GradientTiles gradient;
    private final LineTransform back;
    private final PlaneProduct product;
    private final int inputPlane;
    private final int gradientPlane;
    private final int sumPlane;
    /** Rows of tiles that are brought to the points at a time. */
    private final int stripRows;
    /** Maps of the products of one part. */
    private final int partMaps;
    private final int partsOfPlane;
    private final Lines sums;
    private final Lines rowsOfTaps;
    private final Lines taps;
    private final int slotFloats;
    private final Lease<Call> calls = new Lease<>(Call::new);

    TileWeightGrad(TileGrid grid, Arithmetic arithmetic, WorkerPool pool) {
        this.grid = grid;
        this.pool = pool;
        int fitting = BLOCK_FLOATS / (PLANES * (grid.channelLine() + grid.mapLine()));
        this.blocks = TileBlocks.of(grid, Math.max(LEAST_TILES, fitting));
        this.stripRows = blocks.images() >= pool.threads() ? blocks.rows()
                : Math.max(1, blocks.images() * blocks.rows() / pool.threads() / 2);
        this.inputPlane = TileGrid.plane(blocks.capacity(), grid.channelLine());
        this.gradientPlane = TileGrid.plane(blocks.capacity(), grid.mapLine());
        this.sumPlane = TileGrid.plane(grid.maps(), grid.channelLine());
        int wanted = Math.max(1, PARTS * pool.threads() / PLANES);
        this.partMaps = TileGrid.wholeGroups((grid.maps() + wanted - 1) / wanted);
        this.partsOfPlane = (grid.maps() + partMaps - 1) / partMaps;
        this.input = new InputTiles(grid, arithmetic, inputPlane);
        this.gradient = new GradientTiles(grid, arithmetic, gradientPlane);
        this.back = arithmetic.winograd().weightGradient();
        this.product = new PlaneProduct(arithmetic.microKernel(), grid.channelLine());
        this.sums = Lines.of(sumPlane, GROUP, POINTS * sumPlane);
        this.rowsOfTaps = Lines.of(grid.channelLine(), GROUP, KERNEL * grid.channelLine());
        this.taps = Lines.dense(KERNEL * grid.channelLine());
        this.slotFloats = Math.max(Math.max(input.scratchFloats(), gradient.scratchFloats()),
                (POINTS * KERNEL + TAPS) * grid.channelLine());
    }

    @Override
    public List<TensorType> scratch() {
        return List.of(TensorType.of(DType.F32, PLANES * inputPlane), TensorType.of(DType.F32, PLANES * gradientPlane),
                TensorType.of(DType.F32, PLANES * sumPlane),
                TensorType.of(DType.F32, Math.multiplyExact(pool.threads(), slotFloats)));
    }

    private final class Call {
        private final ParallelTask transforming = this::transform;
        private final ParallelTask adding = this::add;
        private final ParallelTask finishing = this::finish;
        private Buffer x;
        private Buffer g;
        private Buffer w;
        private Buffer inputPoints;
        private Buffer gradientPoints;
        private Buffer sum;
        private Buffer scratch;
        private int block;

        void run(Buffer[] inputs, Buffer[] outputs) {
            x = inputs[0];
            g = inputs[1];
            w = outputs[0];
            inputPoints = outputs[1];
            gradientPoints = outputs[2];
            sum = outputs[3];
            scratch = outputs[4];
            for (block = 0; block < blocks.count(); block++) {
                pool.run(transforming, strips() * (blocks.endImage(block) - blocks.firstImage(block)));
                pool.run(adding, PLANES * partsOfPlane);
            }
            pool.run(finishing, grid.maps());
        }

        void end() {
            x = null;
            g = null;
            w = null;
            inputPoints = null;
            gradientPoints = null;
            sum = null;
            scratch = null;
        }

        private int strips() {
            return (blocks.endRow(block) - blocks.firstRow(block) + stripRows - 1) / stripRows;
        }

        private int scratchOf(int slot) {
            return scratch.offset() + slot * slotFloats;
        }

        /** Brings a strip of one image to the points. */
        private void transform(int part, int slot) {
            int inBlock = part / strips();
            int image = blocks.firstImage(block) + inBlock;
            int row = blocks.firstRow(block) + part % strips() * stripRows;
            int end = Math.min(blocks.endRow(block), row + stripRows);
            int tile = inBlock * blocks.tilesOfImage(block) + (row - blocks.firstRow(block)) * grid.tilesX();
            input.run(x.f32(), x.offset() + image * grid.channels() * grid.inputPlane(), row, end, inputPoints.f32(),
                    inputPoints.offset() + tile * grid.channelLine(), scratch.f32(), scratchOf(slot));
            gradient.run(g.f32(), g.offset() + image * grid.maps() * grid.outputPlane(), row, end, gradientPoints.f32(),
                    gradientPoints.offset() + tile * grid.mapLine(), scratch.f32(), scratchOf(slot));
        }

        /** Adds the products of a block at one point for some maps. */
        private void add(int part, int slot) {
            int plane = part / partsOfPlane;
            int map = part % partsOfPlane * partMaps;
            product.run(Math.min(partMaps, grid.maps() - map), blocks.tiles(block), gradientPoints.f32(),
                    gradientPoints.offset() + plane * gradientPlane + map, 1, grid.mapLine(), inputPoints.f32(),
                    inputPoints.offset() + plane * inputPlane, sum.f32(),
                    sum.offset() + plane * sumPlane + map * grid.channelLine(), block > 0);
        }

        /** Brings the sums of one map back. */
        private void finish(int map, int slot) {
            float[] s = scratch.f32();
            int line = grid.channelLine();
            int rows = scratchOf(slot);
            int done = rows + POINTS * KERNEL * line;
            back.run(POINTS, line / GROUP, sum.f32(), sum.offset() + map * line, sums, s, rows, rowsOfTaps);
            back.run(1, KERNEL * line / GROUP, s, rows, taps, s, done, taps);
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
        Call call = calls.take();
        try {
            call.run(inputs, outputs);
        } finally {
            call.end();
            calls.giveBack(call);
        }
    }
}
