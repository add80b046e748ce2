package org.espalier.cpu.pool;

import org.espalier.backend.Buffer;

/** The state of a call of a kernel: what changes while it runs, with the operands. It serves one call after the other. */
public abstract class KernelCall {
    /** The inputs of the call that runs. */
    protected Buffer[] in;
    /** The outputs of the call that runs, and behind them its working memory. */
    protected Buffer[] out;

    /** No call runs yet. */
    protected KernelCall() {}

    /** Computes the outputs. */
    protected abstract void run();

    /** Forgets what was taken from the operands, whose memory would be kept alive by it. */
    protected void end() {}
}
