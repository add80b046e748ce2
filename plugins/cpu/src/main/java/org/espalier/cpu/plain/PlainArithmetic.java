package org.espalier.cpu.plain;

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
import org.espalier.cpu.arith.WinogradTransforms;
import org.espalier.cpu.chain.ChainCompiler;

/** Plain Java loops, where the Vector API is not there. */
public final class PlainArithmetic implements Arithmetic {
    private final MicroKernel microKernel = new PlainTile();
    private final RowKernel rowKernel = new PlainRow();
    private final Transposer transposer = new PlainTransposer();
    private final WinogradTransforms winograd = new PlainWinograd();
    private final IndirectProduct indirectProduct = new PlainIndirect();
    private final BlockCopy copy = new PlainCopy();
    private final ChainCompiler chains = ChainCompiler.scalar();
    private final Blocks blocks = new PlainBlocks(chains);
    private final Runs runs = new PlainRuns();
    private final RandomWords randomWords = new PlainRandomWords();
    private final ChannelLoops channelLoops = new PlainChannelLoops();
    private final LayerLoops layerLoops = new PlainLayerLoops();
    private final ScoreColumns scoreColumns = new PlainScoreColumns();
    private final PairLoops pairLoops = new PlainPairLoops();

    @Override
    public String description() {
        return "plain loops";
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
