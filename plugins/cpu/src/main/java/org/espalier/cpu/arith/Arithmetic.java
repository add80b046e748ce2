package org.espalier.cpu.arith;

import org.espalier.cpu.chain.ChainCompiler;


/**
 * The inner loops of the backend, in one of several forms that all give the same bits: plain Java, or the Vector API at
 * whatever width the machine prefers.
 */
public interface Arithmetic {
    /** What it is, for summaries: {@code Vector API, 512 bits}. */
    String description();

    /** The inner loop of matrix products. */
    MicroKernel microKernel();

    /** The inner loop of products with few rows. */
    RowKernel rowKernel();

    /** Transposes pieces of matrices. */
    Transposer transposer();

    /** The inner loops of convolutions. */
    IndirectProduct indirectProduct();

    /** Copies of pieces of matrices. */
    BlockCopy copy();

    /** Element-wise functions over runs of elements. */
    Blocks blocks();

    /** Reductions of runs of elements. */
    Runs runs();

    /** The counter-based stream of random words. */
    RandomWords randomWords();

    /** The transforms of Winograd's convolution. */
    WinogradTransforms winograd();

    /** The loops of normalizations by channel. */
    ChannelLoops channelLoops();

    /** The loops of layer normalization. */
    LayerLoops layerLoops();

    /** Blocks of scores of attention. */
    ScoreColumns scoreColumns();

    /** The loops of pooling over squares of two by two. */
    PairLoops pairLoops();

    /** Makes code of steps that are a few machine operations each. */
    ChainCompiler chains();
}
