package org.espalier.cpu.plain;

import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.chain.ChainCompiler;

/** Plain Java loops, where the Vector API is not there. */
public final class PlainArithmetic {
    private PlainArithmetic() {}

    /** Makes one. */
    public static Arithmetic create() {
        ChainCompiler chains = ChainCompiler.scalar();
        return new Arithmetic(
                "plain loops",
                new PlainTile(),
                new PlainRow(),
                new PlainTransposer(),
                new PlainIndirect(),
                new PlainCopy(),
                new PlainBlocks(chains),
                new PlainRuns(),
                new PlainRandomWords(),
                new PlainWinograd(),
                new PlainChannelLoops(),
                new PlainLayerLoops(),
                new PlainScoreColumns(),
                new PlainPairLoops(),
                chains);
    }
}
