package org.espalier.cpu.recurrent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.pool.KernelCall;
import org.espalier.cpu.pool.KernelCalls;
import org.espalier.tensor.TensorType;

/** The gradient of an op whose outputs were not saved: runs the op's own kernel first. */
final class RecomputingKernel implements Kernel {
    private final Kernel forward;
    private final Kernel backward;
    private final List<TensorType> forwardTypes;
    private final int operands;
    private final int results;
    private final int states;
    private final boolean keeps;
    private final int given;
    private final KernelCalls calls = new KernelCalls(Call::new);

    /**
     * Joins two kernels.
     *
     * @param backward takes the op's inputs, Y and what is kept, and cotangents
     * @param outputs the types of the op's outputs: Y, states, and what is kept
     * @param states how many of them are states
     * @param given how many cotangents are given
     * @param operands the number of the op's inputs
     * @param results the number of the gradient's outputs
     */
    RecomputingKernel(Kernel forward, Kernel backward, List<TensorType> outputs, int states, int given,
            int operands, int results) {
        this.forward = forward;
        this.backward = backward;
        this.forwardTypes = new ArrayList<>(outputs);
        forwardTypes.addAll(forward.scratch());
        this.operands = operands;
        this.results = results;
        this.states = states;
        this.given = given;
        this.keeps = outputs.size() > 1 + states;
    }

    @Override
    public List<TensorType> scratch() {
        List<TensorType> types = new ArrayList<>(forwardTypes);
        types.addAll(backward.scratch());
        return types;
    }

    /** The operands of both kernels. */
    private final class Call extends KernelCall {
        private final Buffer[] ofForward = new Buffer[operands];
        private final Buffer[] fromForward = new Buffer[forwardTypes.size()];
        private final Buffer[] ofBackward = new Buffer[operands + (keeps ? 2 : 1) + given];
        private final Buffer[] fromBackward = new Buffer[results + backward.scratch().size()];

        @Override
        protected void run() {
            System.arraycopy(in, 0, ofForward, 0, operands);
            System.arraycopy(out, results, fromForward, 0, fromForward.length);
            forward.run(ofForward, fromForward);
            System.arraycopy(in, 0, ofBackward, 0, operands);
            ofBackward[operands] = fromForward[0];
            if (keeps) {
                ofBackward[operands + 1] = fromForward[1 + states];
            }
            System.arraycopy(in, operands, ofBackward, ofBackward.length - given, given);
            System.arraycopy(out, 0, fromBackward, 0, results);
            System.arraycopy(out, results + fromForward.length, fromBackward, results, fromBackward.length - results);
            backward.run(ofBackward, fromBackward);
        }

        @Override
        protected void end() {
            Arrays.fill(ofForward, null);
            Arrays.fill(fromForward, null);
            Arrays.fill(ofBackward, null);
            Arrays.fill(fromBackward, null);
        }
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        calls.run(inputs, outputs);
    }
}
