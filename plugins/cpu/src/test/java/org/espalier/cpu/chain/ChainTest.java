package org.espalier.cpu.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.espalier.backend.BlockFunction;
import org.espalier.cpu.Allocations;
import org.espalier.cpu.Bits;
import org.espalier.cpu.arith.Blocks;
import org.espalier.cpu.arith.EveryArithmetic;
import org.espalier.cpu.pool.WorkerPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiled chains against their primitives one by one, vectors against single elements. */
class ChainTest {
    private static final int GUARD = 5;
    private static final ChainCompiler SCALAR = ChainCompiler.scalar();
    private static final ChainCompiler VECTOR = ChainCompiler.vector();

    private static float[] anything(int n, Random random) {
        float[] few = {0f, -0f, 1f, -1f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, 2f, -3f};
        float[] a = new float[n];
        for (int i = 0; i < n; i++) {
            a[i] = random.nextInt(4) == 0 ? few[random.nextInt(few.length)] : (float) (random.nextGaussian() * 3);
        }
        return a;
    }

    /** A program of random primitives over all kinds of inputs, each of which later steps may read. */
    private static Program random(Random random, Blocks blocks, boolean truth) {
        List<Primitive> reals = primitives(blocks.add(), blocks.sub(), blocks.mul(), blocks.div(), blocks.max(), blocks.min(),
                blocks.neg(), blocks.abs(), blocks.sqrt(), blocks.reciprocal(), blocks.sign(), blocks.relu(), blocks.where(),
                blocks.leakyRelu(0.1f), blocks.clip(-1, 2), blocks.copy());
        List<Primitive> truths = primitives(blocks.equal(), blocks.greater(), blocks.less(), blocks.and(), blocks.or(),
                blocks.truth(), blocks.not());
        int inputs = 2 + 2 + 2;
        List<Program.Step> steps = new ArrayList<>();
        for (int s = 0; s < 12; s++) {
            Primitive p = random.nextInt(3) == 0 ? truths.get(random.nextInt(truths.size())) : reals.get(random.nextInt(reals.size()));
            int known = inputs + s;
            steps.add(new Program.Step(p, IntStream.range(0, 3).mapToObj(i -> random.nextInt(known)).toList()));
        }
        int all = inputs + steps.size();
        return new Program(2, 2, 2, steps, List.of(all - 1, all - 2, inputs),
                truth ? List.of(all - 1, all - 3) : List.of());
    }

    private static List<Primitive> primitives(BlockFunction... blocks) {
        return Arrays.stream(blocks).map(Primitive.class::cast).toList();
    }

    /** What a chain writes: three arrays of numbers and two of truth values, as numbers. */
    private static List<float[]> run(Chain chain, float[][] in, boolean[][] truths, float[] numbers, int n) {
        float[][] reals = {in[0], in[1], new float[n + 2 * GUARD], new float[n + 2 * GUARD], new float[n + 2 * GUARD]};
        boolean[][] logical = {truths[0], truths[1], new boolean[n + 2 * GUARD], new boolean[n + 2 * GUARD]};
        chain.run(reals, new int[] {1, 0, GUARD, GUARD, GUARD}, logical, new int[] {0, 2, GUARD, GUARD}, numbers, n);
        List<float[]> out = new ArrayList<>(List.of(reals[2], reals[3], reals[4]));
        for (boolean[] t : List.of(logical[2], logical[3])) {
            float[] f = new float[t.length];
            for (int i = 0; i < f.length; i++) {
                f[i] = t[i] ? 1 : 0;
            }
            out.add(f);
        }
        return out;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 15, 16, 17, 64, 65, 1003})
    void vectorsGiveTheBitsOfSingleElements(int n) {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            float[][] in = {anything(n + 1, random), anything(n, random)};
            boolean[][] truths = {new boolean[n], new boolean[n + 2]};
            for (boolean[] t : truths) {
                for (int i = 0; i < t.length; i++) {
                    t[i] = random.nextBoolean();
                }
            }
            float[] numbers = anything(2, random);
            long shape = random.nextLong();
            IntFunction<List<float[]>> outcome = v -> {
                ChainCompiler compiler = v == 0 ? SCALAR : VECTOR;
                Blocks blocks = (v == 0 ? EveryArithmetic.PLAIN : EveryArithmetic.VECTOR).blocks();
                return run(compiler.compile(random(new Random(shape), blocks, true)), in, truths, numbers, n);
            };
            List<float[]> one = outcome.apply(0);
            for (int again = 0; again < 3; again++) { // the first calls warm up
                List<float[]> many = outcome.apply(1);
                for (int k = 0; k < one.size(); k++) {
                    Bits.assertSame(many.get(k), one.get(k), "seed " + seed + ", result " + k);
                }
            }
            for (int i = 0; i < GUARD; i++) {
                assertThat(one.get(0)[i] + one.get(0)[n + GUARD + i]).as("what lies beside the results").isZero();
            }
        }
    }

    /** m' = b m + (1 - b) g, as of Adam, by hand. */
    @Test
    void aProgramComputesWhatItSays() {
        Blocks blocks = EveryArithmetic.VECTOR.blocks();
        Primitive mul = (Primitive) blocks.mul();
        Program p = new Program(2, 0, 2, List.of(
                new Program.Step(mul, List.of(0, 2)),
                new Program.Step(mul, List.of(1, 3)),
                new Program.Step((Primitive) blocks.add(), List.of(4, 5)),
                new Program.Step((Primitive) blocks.greater(), List.of(6, 2))), List.of(6), List.of(7));
        float[] out = new float[40];
        boolean[] above = new boolean[40];
        float[] m = new float[40];
        float[] g = new float[40];
        Arrays.fill(m, 2);
        Arrays.fill(g, 4);
        g[39] = -8;
        for (ChainCompiler c : List.of(SCALAR, VECTOR)) {
            c.compile(p).run(new float[][] {m, g, out}, new int[3], new boolean[][] {above}, new int[1], new float[] {0.75f, 0.25f}, 40);
            assertThat(out[0]).isEqualTo(2.5f);
            assertThat(out[39]).isEqualTo(-0.5f);
            assertThat(above[0]).isTrue();
            assertThat(above[39]).isFalse();
        }
    }

    @Test
    void equalProgramsAreOneClass() {
        Blocks blocks = EveryArithmetic.PLAIN.blocks();
        Program first = random(new Random(5), blocks, true);
        Program again = random(new Random(5), blocks, true);
        assertThat(SCALAR.compile(again)).isSameAs(SCALAR.compile(first));
        assertThat(SCALAR.compile(random(new Random(6), blocks, true))).isNotSameAs(SCALAR.compile(first));
    }

    @Test
    void nothingIsAllocatedOnceWarm() {
        int n = 4096;
        Chain chain = VECTOR.compile(random(new Random(3), EveryArithmetic.VECTOR.blocks(), VECTOR.storesTruth()));
        float[][] reals = {Bits.normal(n, 1), Bits.normal(n, 2), new float[n], new float[n], new float[n]};
        boolean[][] truths = {new boolean[n], new boolean[n], new boolean[n], new boolean[n]};
        int[] realAt = new int[5];
        int[] truthAt = new int[4];
        float[] numbers = {1, 2};
        try (WorkerPool none = new WorkerPool(1)) {
            assertThat(Allocations.leastOf(() -> {
                for (int i = 0; i < 2_000; i++) {
                    chain.run(reals, realAt, truths, truthAt, numbers, n);
                }
            }, none)).isZero();
        }
    }
}
