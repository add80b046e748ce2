package org.espalier.cpu.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.espalier.backend.BlockFunction;
import org.espalier.cpu.arith.Blocks;
import org.espalier.cpu.arith.ElementaryBlocks;
import org.espalier.cpu.arith.FloatMath;
import org.espalier.cpu.arith.WarmingBlock;
import org.espalier.cpu.chain.ChainCompiler;

/** Element-wise functions with the Vector API. */
final class VectorBlocks extends ElementaryBlocks {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int WIDTH = S.length();
    static final BlockFunction SOFTSIGN = (in, at, out, to, n) -> {
        float[] a = in[0];
        int p = at[0], i = 0;
        FloatVector most = FloatVector.broadcast(S, FloatMath.SOFTSIGN_MOST);
        FloatVector least = FloatVector.broadcast(S, -FloatMath.SOFTSIGN_MOST), one = FloatVector.broadcast(S, 1);
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, p + i).min(most).max(least);
            x.div(x.abs().add(one)).intoArray(out, to + i);
        }
        for (; i < n; i++) {
            float x = Math.max(Math.min(a[p + i], FloatMath.SOFTSIGN_MOST), -FloatMath.SOFTSIGN_MOST);
            out[to + i] = x / (1 + Math.abs(x));
        }
    };

    private final BlockFunction pow;
    private final BlockFunction exp;
    private final BlockFunction log;
    private final BlockFunction tanh;
    private final BlockFunction sigmoid;
    private final BlockFunction softplus;
    private final BlockFunction erf;
    private final BlockFunction softsign;

    /** Vector functions, which plain ones stand in for until they are compiled. */
    VectorBlocks(ChainCompiler chains, Blocks plain) {
        super(chains);
        // Before 21, the compiler does not turn all of the conversions of VectorPower into machine operations.
        this.pow = Runtime.version().feature() >= 21 ? new WarmingBlock(VectorPower.POW, plain.pow()) : plain.pow();
        this.exp = new WarmingBlock(VectorExponentials.EXP, plain.exp());
        this.log = new WarmingBlock(VectorLogarithm.LOG, plain.log());
        this.tanh = new WarmingBlock(VectorExponentials.TANH, plain.tanh());
        this.sigmoid = new WarmingBlock(VectorExponentials.SIGMOID, plain.sigmoid());
        this.softplus = new WarmingBlock(VectorStaged.SOFTPLUS, plain.softplus());
        this.erf = new WarmingBlock(VectorStaged.ERF, plain.erf());
        this.softsign = new WarmingBlock(SOFTSIGN, plain.softsign());
    }

    @Override
    public BlockFunction pow() {
        return pow;
    }

    @Override
    public BlockFunction exp() {
        return exp;
    }

    @Override
    public BlockFunction log() {
        return log;
    }

    @Override
    public BlockFunction tanh() {
        return tanh;
    }

    @Override
    public BlockFunction sigmoid() {
        return sigmoid;
    }

    @Override
    public BlockFunction softplus() {
        return softplus;
    }

    @Override
    public BlockFunction erf() {
        return erf;
    }

    @Override
    public BlockFunction softsign() {
        return softsign;
    }
}
