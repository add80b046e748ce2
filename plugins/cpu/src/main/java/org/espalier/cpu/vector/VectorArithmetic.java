package org.espalier.cpu.vector;

import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.arith.BlockCopy;
import org.espalier.cpu.arith.Blocks;
import org.espalier.cpu.arith.ChannelLoops;
import org.espalier.cpu.arith.IndirectProduct;
import org.espalier.cpu.arith.LayerLoops;
import org.espalier.cpu.arith.MicroKernel;
import org.espalier.cpu.arith.PairLoops;
import org.espalier.cpu.arith.RandomWords;
import org.espalier.cpu.arith.RowKernel;
import org.espalier.cpu.arith.Runs;
import org.espalier.cpu.arith.ScoreColumns;
import org.espalier.cpu.arith.Transposer;
import org.espalier.cpu.arith.WarmingChannelLoops;
import org.espalier.cpu.arith.WarmingLayerLoops;
import org.espalier.cpu.arith.WarmingPairLoops;
import org.espalier.cpu.arith.WarmingScoreColumns;
import org.espalier.cpu.arith.WarmingTile;
import org.espalier.cpu.arith.WinogradTransforms;
import org.espalier.cpu.chain.ChainCompiler;
import org.espalier.cpu.kernel.Arithmetics;

/**
 * The Vector API at the width that the machine prefers. Nothing outside this package names its classes, which cannot be
 * linked without the module {@code jdk.incubator.vector}; {@link org.espalier.cpu.kernel.Arithmetics} makes one by name.
 */
public final class VectorArithmetic implements Arithmetic {
    private final Arithmetic plain = Arithmetics.plain();
    private final MicroKernel microKernel =
            new WarmingTile(Vectors.MANY_REGISTERS ? new WideTile() : new NarrowTile(), plain.microKernel());
    private final RowKernel rowKernel = new VectorRow(plain.rowKernel());
    private final Transposer transposer =
            VectorTransposer.fits() ? new VectorTransposer(plain.transposer()) : plain.transposer();
    private final WinogradTransforms winograd = new VectorWinograd(plain.winograd());
    private final IndirectProduct indirectProduct = new VectorIndirect(plain.indirectProduct());
    private final BlockCopy copy = new VectorCopy();
    private final ChainCompiler chains = ChainCompiler.vector();
    private final Blocks blocks = new VectorBlocks(chains, plain.blocks());
    private final Runs runs = new VectorRuns();
    private final RandomWords randomWords = new VectorRandomWords(plain.randomWords());
    private final ChannelLoops channelLoops = new WarmingChannelLoops(new VectorChannelLoops(), plain.channelLoops());
    private final LayerLoops layerLoops = new WarmingLayerLoops(new VectorLayerLoops(), plain.layerLoops());
    private final ScoreColumns scoreColumns = new WarmingScoreColumns(new VectorScoreColumns(), plain.scoreColumns());
    private final PairLoops pairLoops = new WarmingPairLoops(new VectorPairLoops(), plain.pairLoops());

    @Override
    public String description() {
        return "Vector API, " + Vectors.SHAPE.vectorBitSize() + " bits";
    }

    @Override
    public MicroKernel microKernel() {
        return microKernel;
    }

    @Override
    public RowKernel rowKernel() {
        return rowKernel;
    }

    @Override
    public Transposer transposer() {
        return transposer;
    }

    @Override
    public IndirectProduct indirectProduct() {
        return indirectProduct;
    }

    @Override
    public BlockCopy copy() {
        return copy;
    }

    @Override
    public Blocks blocks() {
        return blocks;
    }

    @Override
    public Runs runs() {
        return runs;
    }

    @Override
    public RandomWords randomWords() {
        return randomWords;
    }

    @Override
    public WinogradTransforms winograd() {
        return winograd;
    }

    @Override
    public ChannelLoops channelLoops() {
        return channelLoops;
    }

    @Override
    public LayerLoops layerLoops() {
        return layerLoops;
    }

    @Override
    public ScoreColumns scoreColumns() {
        return scoreColumns;
    }

    @Override
    public PairLoops pairLoops() {
        return pairLoops;
    }

    @Override
    public ChainCompiler chains() {
        return chains;
    }
}
