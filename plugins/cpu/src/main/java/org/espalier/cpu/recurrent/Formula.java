package org.espalier.cpu.recurrent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.backend.BlockFunction;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.arith.Blocks;
import org.espalier.cpu.chain.Chain;
import org.espalier.cpu.chain.Primitive;
import org.espalier.cpu.chain.Program;

/** Builds a {@link Chain} over real inputs, which are numbered from 0 on; what a step computes has the next free number. */
final class Formula {
    /** The number that every formula may use: {@link #one()}. */
    private static final float[] NUMBERS = {1f};

    private final Arithmetic arithmetic;
    private final Blocks blocks;
    private final int inputs;
    private final List<Program.Step> steps = new ArrayList<>();

    Formula(Arithmetic arithmetic, int inputs) {
        this.arithmetic = arithmetic;
        this.blocks = arithmetic.blocks();
        this.inputs = inputs;
    }

    /** 1 for every element. */
    int one() {
        return inputs;
    }

    int add(int a, int b) {
        return step(blocks.add(), a, b);
    }

    int sub(int a, int b) {
        return step(blocks.sub(), a, b);
    }

    int mul(int a, int b) {
        return step(blocks.mul(), a, b);
    }

    int neg(int a) {
        return step(blocks.neg(), a);
    }

    /** A cotangent times the derivative of a sigmoid that has this value: c y (1 - y). */
    int throughSigmoid(int c, int y) {
        return mul(mul(c, y), sub(one(), y));
    }

    /** A cotangent times the derivative of a hyperbolic tangent that has this value: c (1 - y²). */
    int throughTanh(int c, int y) {
        return mul(c, sub(one(), mul(y, y)));
    }

    /** 1 where the number is above 0, and 0 elsewhere, times a cotangent. */
    int throughRelu(int c, int y) {
        return mul(c, step(blocks.sign(), step(blocks.relu(), y)));
    }

    private int step(BlockFunction function, Integer... arguments) {
        steps.add(new Program.Step((Primitive) function, Arrays.asList(arguments)));
        return inputs + NUMBERS.length + steps.size() - 1;
    }

    /** The formula as code that stores these values. */
    Code code(Integer... results) {
        Program program = new Program(inputs, 0, NUMBERS.length, steps, Arrays.asList(results), List.of());
        return new Code(arithmetic.chains().compile(program), inputs + results.length);
    }

    /** A compiled formula. */
    record Code(Chain chain, int operands) {
        /** A use of the code, by one thread, with the places of inputs and then of results. */
        Use use(Place... places) {
            if (places.length != operands) {
                throw new IllegalArgumentException(places.length + " places for " + operands + " operands");
            }
            return new Use(chain, places, new float[operands][], new int[operands]);
        }
    }

    /** Operands, inputs before results, and where each begins. */
    record Use(Chain chain, Place[] places, float[][] arrays, int[] at) {
        /** Takes the arrays in which the operands lie. */
        void bind(Frame f) {
            for (int i = 0; i < places.length; i++) {
                arrays[i] = places[i].of(f);
            }
        }

        void run(int n) {
            chain.run(arrays, at, null, null, NUMBERS, n);
        }
    }

    /** The only argument of block functions, by one thread. */
    static final class Argument {
        private final float[][] array = new float[1][];
        private final int[] at = new int[1];

        void bind(float[] from) {
            array[0] = from;
        }

        void apply(BlockFunction function, int from, float[] to, int toAt, int n) {
            at[0] = from;
            function.apply(array, at, to, toAt, n);
        }
    }
}
