package org.espalier.cpu.plain;

import org.espalier.backend.BlockFunction;
import org.espalier.cpu.arith.Blocks;

/** Element-wise functions in plain Java. */
public final class PlainBlocks implements Blocks {

    @Override
    public BlockFunction add() {
        return PlainElementary.ADD;
    }

    @Override
    public BlockFunction sub() {
        return PlainElementary.SUB;
    }

    @Override
    public BlockFunction mul() {
        return PlainElementary.MUL;
    }

    @Override
    public BlockFunction div() {
        return PlainElementary.DIV;
    }

    @Override
    public BlockFunction max() {
        return PlainElementary.MAX;
    }

    @Override
    public BlockFunction min() {
        return PlainElementary.MIN;
    }

    @Override
    public BlockFunction pow() {
        return PlainTranscendental.POW;
    }

    @Override
    public BlockFunction neg() {
        return PlainElementary.NEG;
    }

    @Override
    public BlockFunction abs() {
        return PlainElementary.ABS;
    }

    @Override
    public BlockFunction sign() {
        return PlainElementary.SIGN;
    }

    @Override
    public BlockFunction sqrt() {
        return PlainElementary.SQRT;
    }

    @Override
    public BlockFunction reciprocal() {
        return PlainElementary.RECIPROCAL;
    }

    @Override
    public BlockFunction exp() {
        return PlainTranscendental.EXP;
    }

    @Override
    public BlockFunction log() {
        return PlainTranscendental.LOG;
    }

    @Override
    public BlockFunction tanh() {
        return PlainTranscendental.TANH;
    }

    @Override
    public BlockFunction sigmoid() {
        return PlainTranscendental.SIGMOID;
    }

    @Override
    public BlockFunction softplus() {
        return PlainTranscendental.SOFTPLUS;
    }

    @Override
    public BlockFunction erf() {
        return PlainTranscendental.ERF;
    }

    @Override
    public BlockFunction softsign() {
        return PlainElementary.SOFTSIGN;
    }

    @Override
    public BlockFunction relu() {
        return PlainElementary.RELU;
    }

    @Override
    public BlockFunction equal() {
        return PlainElementary.EQUAL;
    }

    @Override
    public BlockFunction greater() {
        return PlainElementary.GREATER;
    }

    @Override
    public BlockFunction less() {
        return PlainElementary.LESS;
    }

    @Override
    public BlockFunction truth() {
        return PlainElementary.TRUTH;
    }

    @Override
    public BlockFunction and() {
        return PlainElementary.MUL;
    }

    @Override
    public BlockFunction or() {
        return PlainElementary.MAX;
    }

    @Override
    public BlockFunction not() {
        return PlainElementary.NOT;
    }

    @Override
    public BlockFunction where() {
        return PlainElementary.WHERE;
    }


    @Override
    public BlockFunction leakyRelu(float slope) {
        return (in, at, out, to, n) -> {
            float[] a = in[0];
            int p = at[0];
            for (int i = 0; i < n; i++) {
                float x = a[p + i];
                out[to + i] = x > 0 ? x : slope * x;
            }
        };
    }

    @Override
    public BlockFunction clip(float least, float most) {
        return (in, at, out, to, n) -> {
            float[] a = in[0];
            int p = at[0];
            for (int i = 0; i < n; i++) {
                float x = a[p + i];
                out[to + i] = x < least ? least : x > most ? most : x;
            }
        };
    }
}
