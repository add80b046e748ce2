package org.espalier.cpu.plain;

import org.espalier.backend.BlockFunction;
import org.espalier.cpu.arith.ElementaryBlocks;
import org.espalier.cpu.chain.ChainCompiler;

/** Element-wise functions in plain Java. */
final class PlainBlocks extends ElementaryBlocks {
    PlainBlocks(ChainCompiler chains) {
        super(chains);
    }

    @Override
    public BlockFunction pow() {
        return PlainTranscendental.POW;
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
        return PlainTranscendental.SOFTSIGN;
    }
}
