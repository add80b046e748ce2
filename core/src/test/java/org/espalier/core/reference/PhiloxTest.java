package org.espalier.core.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.espalier.backend.Philox;
import org.espalier.graph.Attributes;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The generator against the known answers of its authors' library, Random123; the kernels against its documentation. */
class PhiloxTest {
    private static final String IDENTITY = "encoder/dropout#0";

    @Test
    void knownAnswers() {
        assertThat(words(0, 0, 0, 0, 0, 0)).isEqualTo("6627e8d5 e169c58d bc57ac4c 9b00dbd8");
        assertThat(words(-1, -1, -1, -1, -1, -1)).isEqualTo("408f276d 41c83b0e a20bc7c6 6d5451fd");
        assertThat(words(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0))
                .isEqualTo("d16cfe09 94fdcceb 5001e420 24126ea1");
    }

    private static String words(int c0, int c1, int c2, int c3, int k0, int k1) {
        int[] out = {9, 0, 0, 0, 0, 9};
        Philox.block(c0, c1, c2, c3, k0, k1, out, 1);
        assertThat(out[0]).isEqualTo(9);
        assertThat(out[5]).isEqualTo(9);
        return String.format("%08x %08x %08x %08x", out[1], out[2], out[3], out[4]);
    }

    @Test
    void uniformElementsAreWordsOfTheStream() {
        double[] got = draw("RandomUniform", 11, Attributes.of("low", -1.0, "high", 3.0), 5, -6).toDoubles();
        for (int i = 0; i < got.length; i++) {
            double u = (Philox.word(5, -6, Philox.identity(IDENTITY), i) >>> 8) / (double) (1 << 24);
            assertThat(got[i]).isEqualTo(-1 + 4 * u);
        }
    }

    @Test
    void normalElementsAreMadeOfTwoWordsEach() {
        double[] got = draw("RandomNormal", 7, Attributes.of("mean", 1.0, "scale", 0.5), 5, 1L << 40).toDoubles();
        for (int i = 0; i < got.length; i++) {
            int id = Philox.identity(IDENTITY);
            double n = Philox.normal(Philox.word(5, 1L << 40, id, 2 * i), Philox.word(5, 1L << 40, id, 2 * i + 1));
            assertThat(got[i]).isEqualTo(1 + 0.5 * n);
        }
    }

    /** Box and Muller's formula, and the quarter turns, where the cosine is 0 or ±1. */
    @Test
    void normalNumbers() {
        Random r = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            int first = r.nextInt();
            int second = r.nextInt();
            double u = ((first >>> 8) + 0.5) / (1 << 24);
            double v = (second >>> 8) / (double) (1 << 24);
            double expected = Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
            assertThat(Philox.normal(first, second)).isCloseTo(expected, within(5e-15));
        }
        double size = Math.sqrt(-2 * Math.log(0.5 + 0x1p-25));
        assertThat(Philox.normal(1 << 31, 0)).isEqualTo(size);
        assertThat(Philox.normal(1 << 31, 1 << 30)).isZero();
        assertThat(Philox.normal(1 << 31, 1 << 31)).isEqualTo(-size);
        assertThat(Philox.normal(1 << 31, 3 << 30)).isZero();
    }

    @Test
    void momentsOfLongStreams() {
        int n = 200_000;
        double[] uniform = draw("RandomUniform", n, Attributes.of("low", 0.0, "high", 1.0), 1, 0).toDoubles();
        assertMoments(uniform, 0.5, 1 / 12.0);
        double[] normal = draw("RandomNormal", n, Attributes.of("mean", 0.0, "scale", 1.0), 1, 0).toDoubles();
        assertMoments(normal, 0, 1);
        double[] bernoulli = draw("Bernoulli", n, Attributes.of("p", 0.3), 1, 0).toDoubles();
        assertMoments(bernoulli, 0.3, 0.21);
        assertThat(Arrays.stream(bernoulli)).allMatch(x -> x == 0 || x == 1);
    }

    /** Within five standard errors. */
    private static void assertMoments(double[] x, double mean, double variance) {
        double m = Arrays.stream(x).average().orElseThrow();
        double v = Arrays.stream(x).map(e -> (e - m) * (e - m)).average().orElseThrow();
        assertThat(Math.abs(m - mean)).isLessThan(5 * Math.sqrt(variance / x.length));
        assertThat(Math.abs(v - variance)).isLessThan(5 * variance * Math.sqrt(2.0 / x.length));
    }

    @Test
    void seedStepAndIdentityMakeDifferentStreams() {
        Attributes a = Attributes.of("low", 0.0, "high", 1.0);
        Tensor base = draw("RandomUniform", 8, a, 0, 0);
        assertThat(draw("RandomUniform", 8, a, 0, 0)).isEqualTo(base);
        assertThat(draw("RandomUniform", 8, a, 1, 0)).isNotEqualTo(base);
        assertThat(draw("RandomUniform", 8, a, 1L << 32, 0)).isNotEqualTo(base);
        assertThat(draw("RandomUniform", 8, a, 0, 1)).isNotEqualTo(base);
        assertThat(draw("RandomUniform", 8, a, 0, 1L << 32)).isNotEqualTo(base);
        assertThat(draw("RandomUniform", 8, a.with("identity", "other"), 0, 0)).isNotEqualTo(base);
    }

    private static Tensor draw(String op, int n, Attributes own, long seed, long step) {
        Attributes all = own.with("dtype", DType.F64).with("shape", Shape.of(n));
        return Reference.run1(op, all.has("identity") ? all : all.with("identity", IDENTITY),
                Tensor.scalar(seed), Tensor.scalar(step));
    }
}
