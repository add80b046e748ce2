package org.espalier.cpu.chain;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.backend.BlockFunction;

/**
 * A function of few machine operations an element: part of a {@link Chain} together with its neighbours, or a block
 * function of its own. Two of the same name are the same function.
 */
public final class Primitive implements BlockFunction {
    private final String name;
    private final int inputs;
    private final boolean truth;
    private final Code code;
    private final ChainCompiler compiler;
    /** The function by itself, compiled when first needed: most functions only ever run as parts of chains. */
    private volatile Chain alone;
    private final ThreadLocal<Places> places = ThreadLocal.withInitial(Places::new);

    /** Writes the function's code, the same for vectors and single elements. */
    @FunctionalInterface
    public interface Code {
        /** Leaves the result of the function of some values on the stack. */
        void write(Emitter emitter, int[] arguments);
    }

    /** What a call passes on, a thread's own. */
    private static final class Places {
        private static final int MOST = 4;
        final float[][] arrays = new float[MOST][];
        final int[] offsets = new int[MOST];
    }

    Primitive(String name, int inputs, boolean truth, Code code, ChainCompiler compiler) {
        this.name = name;
        this.inputs = inputs;
        this.truth = truth;
        this.code = code;
        this.compiler = compiler;
    }

    private Chain alone() {
        Chain compiled = alone;
        if (compiled == null) {
            List<Integer> all = IntStream.range(0, inputs).boxed().toList();
            compiled = compiler.compile(
                    new Program(inputs, 0, 0, List.of(new Program.Step(this, all)), List.of(inputs), List.of()));
            alone = compiled;
        }
        return compiled;
    }

    /** Whether the result is a truth value. */
    boolean truth() {
        return truth;
    }

    Code code() {
        return code;
    }

    @Override
    public void apply(float[][] in, int[] inOffsets, float[] out, int outOffset, int n) {
        Chain chain = alone();
        Places p = places.get();
        System.arraycopy(in, 0, p.arrays, 0, inputs);
        System.arraycopy(inOffsets, 0, p.offsets, 0, inputs);
        p.arrays[inputs] = out;
        p.offsets[inputs] = outOffset;
        chain.run(p.arrays, p.offsets, null, null, null, n);
        Arrays.fill(p.arrays, null);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Primitive p && p.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
