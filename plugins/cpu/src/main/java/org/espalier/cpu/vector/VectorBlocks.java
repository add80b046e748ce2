package org.espalier.cpu.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.espalier.backend.BlockFunction;
import org.espalier.cpu.arith.Blocks;
import org.espalier.cpu.plain.PlainBlocks;

/** Element-wise functions with the Vector API. */
final class VectorBlocks implements Blocks {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int WIDTH = S.length();
    /** Before 21, the compiler does not turn all of the conversions of {@link VectorPower} into machine operations. */
    private static final BlockFunction POW = Runtime.version().feature() >= 21 ? VectorPower.POW : new PlainBlocks().pow();

    @Override
    public BlockFunction add() {
        return VectorElementary.ADD;
    }

    @Override
    public BlockFunction sub() {
        return VectorElementary.SUB;
    }

    @Override
    public BlockFunction mul() {
        return VectorElementary.MUL;
    }

    @Override
    public BlockFunction div() {
        return VectorElementary.DIV;
    }

    @Override
    public BlockFunction max() {
        return VectorElementary.MAX;
    }

    @Override
    public BlockFunction min() {
        return VectorElementary.MIN;
    }

    @Override
    public BlockFunction pow() {
        return POW;
    }

    @Override
    public BlockFunction neg() {
        return VectorElementary.NEG;
    }

    @Override
    public BlockFunction abs() {
        return VectorElementary.ABS;
    }

    @Override
    public BlockFunction sign() {
        return VectorElementary.SIGN;
    }

    @Override
    public BlockFunction sqrt() {
        return VectorElementary.SQRT;
    }

    @Override
    public BlockFunction reciprocal() {
        return VectorElementary.RECIPROCAL;
    }

    @Override
    public BlockFunction exp() {
        return VectorExponentials.EXP;
    }

    @Override
    public BlockFunction log() {
        return VectorLogarithm.LOG;
    }

    @Override
    public BlockFunction tanh() {
        return VectorExponentials.TANH;
    }

    @Override
    public BlockFunction sigmoid() {
        return VectorExponentials.SIGMOID;
    }

    @Override
    public BlockFunction softplus() {
        return VectorStaged.SOFTPLUS;
    }

    @Override
    public BlockFunction erf() {
        return VectorStaged.ERF;
    }

    @Override
    public BlockFunction softsign() {
        return VectorElementary.SOFTSIGN;
    }

    @Override
    public BlockFunction relu() {
        return VectorElementary.RELU;
    }

    @Override
    public BlockFunction equal() {
        return VectorElementary.EQUAL;
    }

    @Override
    public BlockFunction greater() {
        return VectorElementary.GREATER;
    }

    @Override
    public BlockFunction less() {
        return VectorElementary.LESS;
    }

    @Override
    public BlockFunction truth() {
        return VectorElementary.TRUTH;
    }

    @Override
    public BlockFunction and() {
        return VectorElementary.MUL;
    }

    @Override
    public BlockFunction or() {
        return VectorElementary.MAX;
    }

    @Override
    public BlockFunction not() {
        return VectorElementary.NOT;
    }

    @Override
    public BlockFunction where() {
        return VectorElementary.WHERE;
    }

    @Override
    public BlockFunction leakyRelu(float slope) {
        return (in, at, out, to, n) -> {
            float[] a = in[0];
            int p = at[0], i = 0;
            for (int end = S.loopBound(n); i < end; i += WIDTH) {
                FloatVector x = FloatVector.fromArray(S, a, p + i);
                x.mul(slope).blend(x, x.compare(VectorOperators.GT, 0)).intoArray(out, to + i);
            }
            for (; i < n; i++) {
                float x = a[p + i];
                out[to + i] = x > 0 ? x : slope * x;
            }
        };
    }

    @Override
    public BlockFunction clip(float least, float most) {
        return (in, at, out, to, n) -> {
            float[] a = in[0];
            int p = at[0], i = 0;
            FloatVector low = FloatVector.broadcast(S, least), high = FloatVector.broadcast(S, most);
            for (int end = S.loopBound(n); i < end; i += WIDTH) {
                FloatVector x = FloatVector.fromArray(S, a, p + i);
                x.blend(high, x.compare(VectorOperators.GT, high)).blend(low, x.compare(VectorOperators.LT, low))
                        .intoArray(out, to + i);
            }
            for (; i < n; i++) {
                float x = a[p + i];
                out[to + i] = x < least ? least : x > most ? most : x;
            }
        };
    }
}
