package org.espalier.cpu.arith;

import org.espalier.cpu.chain.ChainCompiler;

/**
 * The inner loops of the backend, in one of several forms that all give the same bits: plain Java, or the Vector API at
 * whatever width the machine prefers.
 *
 * @param description what it is, for summaries: {@code Vector API, 512 bits}
 * @param microKernel the inner loop of matrix products
 * @param rowKernel the inner loop of products with few rows
 * @param transposer transposes pieces of matrices
 * @param indirectProduct the inner loops of convolutions
 * @param copy copies of pieces of matrices
 * @param blocks element-wise functions over runs of elements
 * @param runs reductions of runs of elements
 * @param randomWords the counter-based stream of random words
 * @param winograd the transforms of Winograd's convolution
 * @param channelLoops the loops of normalizations by channel
 * @param layerLoops the loops of layer normalization
 * @param scoreColumns blocks of scores of attention
 * @param pairLoops the loops of pooling over squares of two by two
 * @param chains makes code of steps that are a few machine operations each
 */
public record Arithmetic(
        String description,
        MicroKernel microKernel,
        RowKernel rowKernel,
        Transposer transposer,
        IndirectProduct indirectProduct,
        BlockCopy copy,
        Blocks blocks,
        Runs runs,
        RandomWords randomWords,
        WinogradTransforms winograd,
        ChannelLoops channelLoops,
        LayerLoops layerLoops,
        ScoreColumns scoreColumns,
        PairLoops pairLoops,
        ChainCompiler chains) {}
