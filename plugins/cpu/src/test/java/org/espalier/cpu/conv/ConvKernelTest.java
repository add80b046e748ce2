package org.espalier.cpu.conv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.espalier.backend.Kernel;
import org.espalier.cpu.Allocations;
import org.espalier.cpu.Bits;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.arith.EveryArithmetic;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Attributes;
import org.espalier.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The three ops against the reference backend, and vectors, plain loops and threads against each other. */
class ConvKernelTest {
    /** How long a case runs until what it needs is compiled, so that both warm-up and compiled code are seen. */
    private static final long WARM = 3_000_000;

    /** A convolution's shapes and attributes. */
    record Geometry(Shape x, Shape w, Attributes attributes) {
        static Geometry of(long[] x, long[] w, Object... attributes) {
            return new Geometry(Shape.of(x), Shape.of(w), Attributes.of(attributes));
        }
    }

    private static long[] of(long... values) {
        return values;
    }

    static List<Geometry> geometries() {
        List<Geometry> all = new ArrayList<>(List.of(
                Geometry.of(of(3, 1, 28, 28), of(20, 1, 5, 5)),
                Geometry.of(of(5, 20, 12, 12), of(50, 20, 5, 5)),
                Geometry.of(of(2, 3, 32, 32), of(32, 3, 3, 3), "pads", of(1, 1, 1, 1)),
                Geometry.of(of(2, 32, 16, 16), of(64, 32, 3, 3), "pads", of(1, 1, 1, 1)),
                Geometry.of(of(7, 64, 8, 8), of(24, 64, 3, 3), "pads", of(1, 1, 1, 1)),
                Geometry.of(of(9, 40, 7, 7), of(17, 40, 3, 3), "auto_pad", "SAME_UPPER"),
                Geometry.of(of(9, 6, 14, 9), of(5, 6, 4, 2), "auto_pad", "SAME_LOWER", "strides", of(2, 2)),
                Geometry.of(of(1, 3, 60, 50), of(8, 3, 7, 7), "pads", of(3, 3, 3, 3), "strides", of(2, 2)),
                Geometry.of(of(4, 33, 10, 10), of(47, 33, 1, 1)),
                Geometry.of(of(4, 16, 11, 10), of(9, 16, 1, 1), "strides", of(2, 3)),
                Geometry.of(of(2, 16, 2, 3), of(9, 16, 1, 1)),
                Geometry.of(of(2, 12, 20, 20), of(12, 1, 3, 3), "group", 12, "pads", of(1, 1, 1, 1)),
                Geometry.of(of(2, 6, 9, 30), of(12, 1, 5, 3), "group", 6, "pads", of(0, 2, 3, 1), "strides", of(1, 2)),
                Geometry.of(of(3, 12, 13, 17), of(27, 4, 3, 3), "group", 3, "pads", of(2, 0, 1, 3), "dilations", of(2, 3)),
                Geometry.of(of(2, 5, 40), of(18, 5, 9), "pads", of(4, 2)),
                Geometry.of(of(6, 7, 41), of(10, 7, 4), "strides", of(3), "dilations", of(2), "pads", of(5, 0)),
                Geometry.of(of(2, 3, 300), of(3, 3, 3), "strides", of(5)),
                Geometry.of(of(2, 4, 6, 7, 8), of(6, 4, 3, 3, 3), "pads", of(1, 1, 1, 1, 1, 1)),
                Geometry.of(of(2, 4, 9, 6, 11), of(5, 4, 2, 3, 2), "strides", of(2, 1, 3), "pads", of(0, 1, 0, 1, 2, 2)),
                Geometry.of(of(1, 2, 3, 4, 33), of(3, 2, 1, 2, 3), "dilations", of(1, 2, 4), "pads", of(0, 1, 4, 0, 0, 4)),
                Geometry.of(of(1, 70, 40, 64), of(8, 70, 3, 3), "pads", of(1, 1, 1, 1)),
                Geometry.of(of(2, 3, 5, 400), of(4, 3, 3, 5), "pads", of(2, 0, 2, 7)),
                Geometry.of(of(1, 1, 3), of(1, 1, 3), "pads", of(2, 2)),
                Geometry.of(of(1, 1, 3), of(2, 1, 2), "pads", of(5, 3)),
                Geometry.of(of(2, 2, 11), of(3, 2, 2), "strides", of(4)),
                Geometry.of(of(33, 4, 4, 4), of(4, 4, 4, 4)),
                // Lines of the kernel that fill vectors better than maps, for the gradient of weights by lines.
                Geometry.of(of(2, 48, 9, 10), of(34, 24, 3, 3), "group", 2, "pads", of(1, 2, 0, 1), "strides", of(2, 1)),
                Geometry.of(of(2, 20, 5, 6, 9), of(18, 20, 2, 3, 3), "pads", of(1, 0, 1, 0, 1, 1), "strides", of(1, 1, 2)),
                Geometry.of(of(1, 17, 40), of(5, 17, 3), "dilations", of(1)),
                // Outputs much smaller than inputs, for the gradient by columns.
                Geometry.of(of(2, 6, 12, 15), of(90, 3, 6, 5), "group", 2, "pads", of(0, 1, 1, 0), "dilations", of(1, 2)),
                Geometry.of(of(2, 5, 6, 7, 28), of(70, 5, 4, 3, 5)),
                Geometry.of(of(3, 4, 40), of(80, 4, 20), "pads", of(0, 2))));
        Random random = new Random(11);
        for (int i = 0; i < 25; i++) {
            all.add(random(random));
        }
        return all;
    }

    private static Geometry random(Random r) {
        int spatial = 1 + r.nextInt(3);
        int group = 1 + r.nextInt(3);
        int channels = 1 + r.nextInt(9);
        long[] x = new long[2 + spatial];
        long[] w = new long[2 + spatial];
        long[] strides = new long[spatial];
        long[] dilations = new long[spatial];
        long[] pads = new long[2 * spatial];
        x[0] = 1 + r.nextInt(4);
        x[1] = group * channels;
        w[0] = group * (1 + r.nextInt(14));
        w[1] = channels;
        for (int i = 0; i < spatial; i++) {
            w[2 + i] = 1 + r.nextInt(4);
            strides[i] = 1 + r.nextInt(3);
            dilations[i] = 1 + r.nextInt(3);
            pads[i] = r.nextInt(4);
            pads[spatial + i] = r.nextInt(4);
            x[2 + i] = (w[2 + i] - 1) * dilations[i] + 1 + r.nextInt(spatial == 3 ? 6 : 20);
        }
        return Geometry.of(x, w, "strides", strides, "dilations", dilations, "pads", pads, "group", group);
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void isNearTheReferenceAndTheSameWhateverComputesIt(Geometry geometry) {
        for (ConvCase c : ConvCase.all(geometry.x, geometry.w, geometry.attributes)) {
            float[] first = null;
            for (Arithmetic arithmetic : List.of(EveryArithmetic.PLAIN, EveryArithmetic.VECTOR)) {
                for (int threads = 1; threads <= 3; threads++) {
                    try (WorkerPool pool = new WorkerPool(threads)) {
                        String by = c + " on " + arithmetic.description() + ", threads " + threads;
                        Kernel kernel = c.kernel(arithmetic, pool);
                        float[] result = c.run(kernel, 1);
                        if (first == null) {
                            first = result;
                            assertNear(c, result);
                        }
                        Bits.assertSame(result, first, by);
                        Runnable again = c.call(kernel, result);
                        for (long start = System.nanoTime(); System.nanoTime() - start < WARM;) {
                            again.run();
                        }
                        Bits.assertSame(result, first, by + ", warm");
                    }
                }
            }
        }
    }

    private static void assertNear(ConvCase c, float[] result) {
        float[] expected = c.reference();
        // Sums of products of normal numbers, each of which rounds by 2^-24 of a partial sum.
        double tolerance = (c.terms() + 8) * 0x1p-22;
        for (int i = 0; i < result.length; i++) {
            assertThat((double) result[i]).as(c + ", element " + (i - 5))
                    .isBetween(expected[i] - tolerance, expected[i] + tolerance);
        }
    }

    @Test
    void paddingIsNotMultipliedWithWeightsThatAreNoNumbers() {
        Attributes padded = Attributes.of("pads", of(1, 1, 1, 1), "strides", of(2, 1));
        for (ConvCase c : ConvCase.all(Shape.of(2, 3, 7, 6), Shape.of(4, 3, 3, 3), padded).subList(0, 3)) {
            c.input(1).f32()[c.input(1).offset() + 6] = Float.POSITIVE_INFINITY;
            c.input(1).f32()[c.input(1).offset() + 38] = Float.NaN;
            float[] expected = c.reference();
            try (WorkerPool pool = new WorkerPool(2)) {
                float[] result = c.run(c.kernel(EveryArithmetic.VECTOR, pool), 1);
                for (int i = 0; i < result.length; i++) {
                    if (Float.isFinite(expected[i])) {
                        assertThat(result[i]).as(c + ", element " + (i - 5)).isCloseTo(expected[i], within(1e-4f));
                    } else {
                        assertThat(result[i]).as(c + ", element " + (i - 5)).isEqualTo(Float.valueOf(expected[i]));
                    }
                }
            }
        }
    }

    @Test
    void aCallAllocatesNothing() {
        Attributes padded = Attributes.of("pads", of(1, 1, 1, 1));
        List<ConvCase> cases = new ArrayList<>(ConvCase.all(Shape.of(4, 9, 16, 16), Shape.of(20, 9, 3, 3), padded));
        // The gradients by columns and by lines.
        cases.addAll(ConvCase.all(Shape.of(2, 20, 12, 12), Shape.of(50, 20, 5, 5), Attributes.of()).subList(2, 4));
        for (ConvCase c : cases) {
            try (WorkerPool pool = new WorkerPool(2)) {
                float[] result = new float[Math.toIntExact(c.node.output().type().shape().size()) + 10];
                Runnable call = c.call(c.kernel(EveryArithmetic.VECTOR, pool), result);
                Runnable calls = () -> {
                    for (int i = 0; i < 300; i++) {
                        call.run();
                    }
                };
                assertThat(Allocations.leastOf(calls, pool)).as(c.toString()).isZero();
            }
        }
    }
}
