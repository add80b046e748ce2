package org.espalier.cpu.arith;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.espalier.backend.BlockFunction;
import org.espalier.cpu.gemm.GemmShape;
import org.espalier.cpu.gemm.MatrixProduct;
import org.espalier.cpu.kernel.Arithmetics;
import org.espalier.cpu.pool.WorkerPool;

/**
 * Computes a little of everything and prints one number that depends on every bit of it. Run in other JVMs by {@link
 * SameBitsTest}.
 */
public final class ArithmeticDigest {
    private long digest = 17;

    private ArithmeticDigest() {}

    public static void main(String[] args) {
        Arithmetic arithmetic = Arithmetics.vector().orElseGet(Arithmetics::plain);
        System.out.println(arithmetic.description() + " digest " + of(arithmetic));
    }

    static long of(Arithmetic arithmetic) {
        ArithmeticDigest d = new ArithmeticDigest();
        d.blocks(arithmetic.blocks());
        d.runs(arithmetic.runs());
        d.products(arithmetic);
        d.scores(arithmetic.scoreColumns());
        d.randomWords(arithmetic.randomWords());
        d.winograd(arithmetic.winograd());
        return d.digest;
    }

    private static float[] data(int n, long seed) {
        Random random = new Random(seed);
        float[] a = new float[n];
        for (int i = 0; i < n; i++) {
            a[i] = i % 5 == 0 ? Float.intBitsToFloat(random.nextInt()) : (float) (random.nextGaussian() * 6);
        }
        return a;
    }

    private void add(float x) {
        digest = digest * 0x9E3779B97F4A7C15L + Float.floatToIntBits(x);
        digest ^= digest >>> 29;
    }

    private void blocks(Blocks blocks) {
        for (Function<Blocks, BlockFunction> f : List.<Function<Blocks, BlockFunction>>of(
                Blocks::add, Blocks::div, Blocks::max, Blocks::pow, Blocks::sqrt, Blocks::exp, Blocks::log, Blocks::tanh,
                Blocks::sigmoid, Blocks::softplus, Blocks::erf, Blocks::softsign, Blocks::greater)) {
            float[][] in = {data(9_001, 1), data(9_001, 2)};
            float[] out = new float[9_001];
            f.apply(blocks).apply(in, new int[2], out, 0, out.length);
            for (float x : out) {
                add(x);
            }
        }
    }

    private void runs(Runs runs) {
        Random random = new Random(3);
        float[] a = new float[40_000];
        for (int i = 0; i < a.length; i++) {
            a[i] = (float) random.nextGaussian();
        }
        for (int n = 0; n < a.length; n = n * 5 / 4 + 1) {
            add(runs.sumGroup(a, 0, n));
        }
        float[] out = new float[100];
        runs.addRows(a, 0, 200, 150, 100, out, 0);
        for (float x : out) {
            add(x);
        }
    }

    private void randomWords(RandomWords words) {
        int[] w = new int[404];
        words.blocks(1, 2, 3, 4, 101, w, 0);
        float[] ones = new float[w.length];
        words.below(w, 0, RandomWords.threshold(0.3), ones, 0, w.length);
        for (int i = 0; i < w.length; i++) {
            add(Float.intBitsToFloat(w[i]));
            add(ones[i]);
        }
    }

    private void scores(ScoreColumns columns) {
        float[] a = data(70 * 48, 5);
        float[] b = data(70 * 48, 6);
        float[] numbers = new float[96];
        columns.maxima(a, 0, 70, 48, 48, 0.3f, numbers, 0);
        columns.exponentials(a, 0, 70, 48, 48, 0.3f, numbers, 0, numbers, 48);
        columns.gradients(b, 0, a, 0, 70, 48, 48, 0.2f, 0.7f, numbers, 0, numbers, 48);
        add(columns.dot(data(61, 7), 0, data(61, 8), 0, 61));
        for (float[] array : new float[][] {a, b, numbers}) {
            for (float x : array) {
                add(x);
            }
        }
    }

    private void winograd(WinogradTransforms transforms) {
        for (LineTransform transform : List.of(transforms.input(), transforms.output(), transforms.gradient(), transforms.weight(),
                transforms.weightGradient())) {
            float[] from = data(4_000, 5);
            float[] to = new float[4_000];
            for (int i = 0; i < 20; i++) {
                transform.run(2, 304, from, 1, new Lines(305, 4 * 305, 2_000), to, 3, Lines.of(306, 1_990));
            }
            for (float x : to) {
                add(x);
            }
        }
    }

    private void products(Arithmetic arithmetic) {
        try (WorkerPool pool = new WorkerPool(2)) {
            for (int form = 0; form < 4; form++) {
                GemmShape shape = GemmShape.dense(50 + form, 70, 300, (form & 1) != 0, (form & 2) != 0);
                MatrixProduct product = MatrixProduct.of(shape, arithmetic, pool);
                float[] a = new float[shape.m() * shape.k()];
                float[] b = new float[shape.n() * shape.k()];
                Random random = new Random(form);
                for (int i = 0; i < a.length; i++) {
                    a[i] = (float) random.nextGaussian();
                }
                for (int i = 0; i < b.length; i++) {
                    b[i] = (float) random.nextGaussian();
                }
                float[] c = new float[shape.m() * shape.n()];
                product.run(a, 0, b, 0, c, 0, false, null, new float[product.scratchFloats()], 0);
                for (float x : c) {
                    add(x);
                }
            }
        }
    }
}
