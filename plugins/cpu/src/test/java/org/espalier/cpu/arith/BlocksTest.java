package org.espalier.cpu.arith;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.espalier.backend.BlockFunction;
import org.espalier.cpu.Bits;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vector form of every block function against its plain form, and the plain form against its definition. */
class BlocksTest {
    /** The definition of one element. */
    interface Definition {
        float of(float a, float b, float c);
    }

    /** A block function with its number of inputs and its definition. */
    record Sample(String name, int inputs, Function<Blocks, BlockFunction> block, Definition definition) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Sample> samples() {
        return Stream.of(
                new Sample("add", 2, Blocks::add, (a, b, c) -> a + b),
                new Sample("sub", 2, Blocks::sub, (a, b, c) -> a - b),
                new Sample("mul", 2, Blocks::mul, (a, b, c) -> a * b),
                new Sample("div", 2, Blocks::div, (a, b, c) -> a / b),
                new Sample("max", 2, Blocks::max, (a, b, c) -> Math.max(a, b)),
                new Sample("min", 2, Blocks::min, (a, b, c) -> Math.min(a, b)),
                new Sample("pow", 2, Blocks::pow, (a, b, c) -> Power.pow(a, b)),
                new Sample("neg", 1, Blocks::neg, (a, b, c) -> -a),
                new Sample("abs", 1, Blocks::abs, (a, b, c) -> Math.abs(a)),
                new Sample("sign", 1, Blocks::sign, (a, b, c) -> Math.signum(a)),
                new Sample("sqrt", 1, Blocks::sqrt, (a, b, c) -> (float) Math.sqrt(a)),
                new Sample("reciprocal", 1, Blocks::reciprocal, (a, b, c) -> 1 / a),
                new Sample("exp", 1, Blocks::exp, (a, b, c) -> FloatMath.exp(a)),
                new Sample("log", 1, Blocks::log, (a, b, c) -> FloatMath.log(a)),
                new Sample("tanh", 1, Blocks::tanh, (a, b, c) -> FloatMath.tanh(a)),
                new Sample("sigmoid", 1, Blocks::sigmoid, (a, b, c) -> FloatMath.sigmoid(a)),
                new Sample("softplus", 1, Blocks::softplus, (a, b, c) -> FloatMath.softplus(a)),
                new Sample("erf", 1, Blocks::erf, (a, b, c) -> FloatMath.erf(a)),
                new Sample("softsign", 1, Blocks::softsign, (a, b, c) -> Float.isInfinite(a) ? Math.signum(a) : a / (1 + Math.abs(a))),
                new Sample("relu", 1, Blocks::relu, (a, b, c) -> Math.max(a, 0)),
                new Sample("leakyRelu", 1, s -> s.leakyRelu(0.1f), (a, b, c) -> a > 0 ? a : 0.1f * a),
                new Sample("clip", 1, s -> s.clip(-1, 2), (a, b, c) -> a < -1 ? -1 : a > 2 ? 2 : a),
                new Sample("equal", 2, Blocks::equal, (a, b, c) -> a == b ? 1 : 0),
                new Sample("greater", 2, Blocks::greater, (a, b, c) -> a > b ? 1 : 0),
                new Sample("less", 2, Blocks::less, (a, b, c) -> a < b ? 1 : 0),
                new Sample("truth", 1, Blocks::truth, (a, b, c) -> a != 0 ? 1 : 0),
                new Sample("and", 2, s -> truths(s, s.and()), (a, b, c) -> a > 0 && b > 0 ? 1 : 0),
                new Sample("or", 2, s -> truths(s, s.or()), (a, b, c) -> a > 0 || b > 0 ? 1 : 0),
                new Sample("not", 1, s -> truths(s, s.not()), (a, b, c) -> a > 0 ? 0 : 1),
                new Sample("where", 3, s -> where(s), (a, b, c) -> a > 0 ? b : c));
    }

    /** Makes truth values of the inputs first. */
    private static BlockFunction truths(Blocks blocks, BlockFunction logic) {
        return (in, at, out, to, n) -> {
            float[][] truths = new float[in.length][];
            for (int i = 0; i < in.length; i++) {
                truths[i] = new float[at[i] + n];
                float[][] comparison = {in[i], new float[n]};
                blocks.greater().apply(comparison, new int[] {at[i], 0}, truths[i], at[i], n);
            }
            logic.apply(truths, at, out, to, n);
        };
    }

    private static BlockFunction where(Blocks blocks) {
        return (in, at, out, to, n) -> {
            float[] truth = new float[n];
            blocks.greater().apply(new float[][] {in[0], new float[n]}, new int[] {at[0], 0}, truth, 0, n);
            blocks.where().apply(new float[][] {truth, in[1], in[2]}, new int[] {0, at[1], at[2]}, out, to, n);
        };
    }

    /** Bit patterns of every kind, and numbers of ordinary size. */
    private static float[] anything(int n, long seed) {
        float[] few = {0f, -0f, 1f, -1f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE,
            -Float.MIN_VALUE, Float.MAX_VALUE, 2f, -3f};
        Random random = new Random(seed);
        float[] a = new float[n];
        for (int i = 0; i < n; i++) {
            a[i] = switch (random.nextInt(4)) {
                case 0 -> Float.intBitsToFloat(random.nextInt());
                case 1 -> few[random.nextInt(few.length)];
                default -> (float) (random.nextGaussian() * 5);
            };
        }
        return a;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void vectorAndPlainFormGiveTheDefinition(Sample sample) {
        for (int n : new int[] {0, 1, 7, 15, 16, 17, 63, 64, 100, 20_011}) {
            float[][] in = new float[sample.inputs()][];
            int[] at = new int[sample.inputs()];
            for (int i = 0; i < in.length; i++) {
                at[i] = 3 * i + 1;
                in[i] = anything(n + at[i] + 2, 10 * n + i);
            }
            float[] expected = Bits.normal(n + 9, 1);
            for (int i = 0; i < n; i++) {
                expected[5 + i] = sample.definition().of(in[0][at[0] + i], at.length > 1 ? in[1][at[1] + i] : 0,
                        at.length > 2 ? in[2][at[2] + i] : 0);
            }
            for (Arithmetic form : List.of(EveryArithmetic.PLAIN, EveryArithmetic.VECTOR)) {
                float[] out = Bits.normal(n + 9, 1);
                sample.block().apply(form.blocks()).apply(in, at, out, 5, n);
                Bits.assertSame(out, expected, form.description() + ", n = " + n);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theOutputMayBeAnyInput(Sample sample) {
        int n = 1_003;
        for (Arithmetic form : List.of(EveryArithmetic.PLAIN, EveryArithmetic.VECTOR)) {
            for (int over = 0; over < sample.inputs(); over++) {
                float[][] in = new float[sample.inputs()][];
                int[] at = new int[sample.inputs()];
                for (int i = 0; i < in.length; i++) {
                    in[i] = anything(n, i);
                }
                float[] apart = new float[n];
                BlockFunction block = sample.block().apply(form.blocks());
                block.apply(in, at, apart, 0, n);
                block.apply(in, at, in[over], 0, n);
                Bits.assertSame(in[over], apart, form.description() + ", over input " + over);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void nothingIsAllocated(Sample sample) throws Exception {
        if (List.of("and", "or", "not", "where").contains(sample.name())) {
            return; // their samples allocate the truth values; they are the multiplication, maximum and blend above
        }
        // Where other functions have run before, the compiler may take a call for one of many, and then boxes vectors.
        assertThat(BlockAllocations.here(sample) == 0 ? 0 : BlockAllocations.inAnotherJvm(sample)).isZero();
    }
}
