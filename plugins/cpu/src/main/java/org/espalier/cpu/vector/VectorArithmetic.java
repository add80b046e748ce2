package org.espalier.cpu.vector;

import java.util.function.Supplier;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.arith.MicroKernel;
import org.espalier.cpu.arith.WarmingChannelLoops;
import org.espalier.cpu.arith.WarmingLayerLoops;
import org.espalier.cpu.arith.WarmingPairLoops;
import org.espalier.cpu.arith.WarmingScoreColumns;
import org.espalier.cpu.arith.WarmingTile;
import org.espalier.cpu.chain.ChainCompiler;
import org.espalier.cpu.kernel.Arithmetics;

/**
 * The Vector API at the width that the machine prefers, made from the plain loops that stand in for it until its code is
 * compiled. Nothing outside this package names its classes, which cannot be linked without the module
 * {@code jdk.incubator.vector}; {@link Arithmetics} makes one by name.
 */
public final class VectorArithmetic implements Supplier<Arithmetic> {
    @Override
    public Arithmetic get() {
        Arithmetic plain = Arithmetics.plain();
        MicroKernel tile = Vectors.MANY_REGISTERS ? new WideTile() : new NarrowTile();
        ChainCompiler chains = ChainCompiler.vector();
        return new Arithmetic(
                "Vector API, " + Vectors.SHAPE.vectorBitSize() + " bits",
                new WarmingTile(tile, plain.microKernel()),
                new VectorRow(plain.rowKernel()),
                VectorTransposer.fits() ? new VectorTransposer(plain.transposer()) : plain.transposer(),
                new VectorIndirect(plain.indirectProduct()),
                new VectorCopy(plain.copy()),
                new VectorBlocks(chains, plain.blocks()),
                new VectorRuns(),
                new VectorRandomWords(plain.randomWords()),
                new VectorWinograd(plain.winograd()),
                new WarmingChannelLoops(new VectorChannelLoops(), plain.channelLoops()),
                new WarmingLayerLoops(new VectorLayerLoops(), plain.layerLoops()),
                new WarmingScoreColumns(new VectorScoreColumns(), plain.scoreColumns()),
                new WarmingPairLoops(new VectorPairLoops(), plain.pairLoops()),
                chains);
    }
}
