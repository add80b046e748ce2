package org.espalier.cpu.conv.winograd;

import java.util.Map;
import org.espalier.backend.Kernel;
import org.espalier.backend.KernelFactory;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/**
 * Kernels of convolution and its two gradients by Winograd's minimal filtering, by the id of the op, for 3×3 kernels that
 * move in steps of one, where there are enough channels that it pays. It takes a quarter of the multiplications, and for
 * that about as much again of other work for each channel.
 *
 * <p>Sums are rounded about twice as much as one by one, and an infinity or NaN reaches all of the tiles that read it. The
 * system property {@value #SWITCH} = false turns it off.
 */
public final class WinogradKernels {
    /** The system property that turns these kernels off. */
    public static final String SWITCH = "espalier.cpu.winograd";

    /** What it takes to bring an element to the points and back, in multiply-adds of the products. */
    private static final long TRANSFORM = 55;
    /** What it takes to bring an element of the kernel to the points, for all of them. */
    private static final long WEIGHT = 400;
    /** How much less all has to be than the multiply-adds of the definition. */
    private static final double GAIN = 0.85;
    /** Floats of the weight at the points, beyond which it would be read from memory for every block of tiles. */
    private static final long MOST_FLOATS = 1 << 23;

    private WinogradKernels() {}

    /** The kernels, each of which is null where it would not pay, or none where they are turned off. */
    public static Map<String, KernelFactory> of(Arithmetic arithmetic, WorkerPool pool) {
        if (!Boolean.parseBoolean(System.getProperty(SWITCH, "true"))) {
            return Map.of();
        }
        return Map.of(
                "Conv", node -> of(node, node.input(0).type(), node.input(1).type(), node.output().type(),
                        grid -> new TileConvolution(grid, false, arithmetic, pool)),
                "ConvInputGrad", node -> of(node, node.output().type(), node.input(1).type(), node.input(0).type(),
                        grid -> new TileConvolution(grid.transposed(), true, arithmetic, pool)),
                "ConvWeightGrad", node -> of(node, node.input(0).type(), node.output().type(), node.input(1).type(),
                        grid -> new TileWeightGrad(grid, arithmetic, pool)));
    }

    @FunctionalInterface
    private interface Maker {
        Kernel make(TileGrid grid);
    }

    /** The kernel of a node, given the types of Conv's input, weight and output. */
    private static Kernel of(Node node, TensorType x, TensorType w, TensorType y, Maker maker) {
        TileGrid grid = x.dtype() == DType.F32 ? TileGrid.of(x.shape(), w.shape(), y.shape(), node.attributes()) : null;
        return grid != null && pays(grid) ? maker.make(grid) : null;
    }

    /** Whether it pays; the same for all arithmetics and numbers of threads, since it changes the last bits of results. */
    static boolean pays(TileGrid grid) {
        long channels = grid.channels();
        long maps = grid.maps();
        long direct = grid.batch() * maps * channels * grid.outputPlane() * TileGrid.TAPS;
        long products = grid.tiles() * TileGrid.PLANES * grid.channelLine() * grid.mapLine();
        long transforms = grid.tiles() * TileGrid.SIDE * TileGrid.SIDE * (grid.channelLine() + grid.mapLine()) * TRANSFORM;
        return channels * maps * TileGrid.PLANES <= MOST_FLOATS
                && products + transforms + channels * maps * WEIGHT < GAIN * direct;
    }
}
