package org.espalier.cpu.conv.winograd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.espalier.backend.Kernel;
import org.espalier.backend.KernelFactory;
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

/** The kernels against the reference backend, and vectors, plain loops and threads against each other. */
class WinogradTest {
    /** How long a case runs until what it needs is compiled, so that both warm-up and compiled code are seen. */
    private static final long WARM = 20_000_000;
    private static final Attributes PADDED = Attributes.of("pads", new long[] {1, 1, 1, 1});

    record Geometry(Shape x, Shape w, Attributes attributes) {}

    private static Geometry of(int batch, int channels, int maps, int height, int width, Attributes attributes) {
        return new Geometry(Shape.of(batch, channels, height, width), Shape.of(maps, channels, 3, 3), attributes);
    }

    private static Geometry of(int batch, int channels, int maps, int height, int width, long... pads) {
        return of(batch, channels, maps, height, width, Attributes.of("pads", pads));
    }

    static List<Geometry> geometries() {
        List<Geometry> all = new ArrayList<>(List.of(
                of(3, 32, 32, 32, 32, PADDED), of(5, 32, 64, 16, 16, PADDED), of(9, 64, 128, 8, 8, PADDED),
                of(2, 17, 33, 7, 7, PADDED), of(1, 16, 16, 14, 14, PADDED), of(40, 3, 5, 4, 4, PADDED), of(1, 1, 1, 1, 1, PADDED),
                of(1, 1, 1, 3, 3, Attributes.none()), of(2, 20, 9, 6, 5, Attributes.none()), of(2, 7, 50, 13, 30, 0, 2, 1, 0),
                of(3, 24, 15, 9, 10, 2, 0, 0, 2), of(2, 5, 6, 4, 6, 4, 3, 0, 5), of(1, 4, 3, 5, 7, 6, 0, 7, 9),
                of(2, 18, 31, 10, 11, Attributes.of("auto_pad", "SAME_UPPER")),
                of(2, 8, 8, 5, 4, Attributes.of("auto_pad", "SAME_LOWER", "strides", new long[] {1, 1})),
                of(1, 2, 3, 40, 5, PADDED), of(1, 3, 2, 5, 70, PADDED), of(150, 8, 4, 3, 2, PADDED)));
        Random r = new Random(3);
        for (int i = 0; i < 20; i++) {
            all.add(of(1 + r.nextInt(4), 1 + r.nextInt(50), 1 + r.nextInt(50), 3 + r.nextInt(20), 3 + r.nextInt(40), r.nextInt(4),
                    r.nextInt(4), r.nextInt(4), r.nextInt(4)));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void isNearTheReferenceAndTheSameWhateverComputesIt(Geometry geometry) {
        for (WinogradCase c : WinogradCase.all(geometry.x, geometry.w, geometry.attributes)) {
            float[] first = null;
            for (Arithmetic arithmetic : List.of(EveryArithmetic.PLAIN, EveryArithmetic.VECTOR)) {
                for (int threads = 1; threads <= 3; threads++) {
                    try (WorkerPool pool = new WorkerPool(threads)) {
                        float[] place = c.place();
                        Runnable call = c.call(c.kernel(arithmetic, pool), place);
                        call.run();
                        if (first == null) {
                            first = place.clone();
                            assertNear(c, first);
                        }
                        String what = c + " on " + arithmetic.description() + " with " + threads + " threads";
                        Bits.assertSame(place, first, what);
                        for (long start = System.nanoTime(); System.nanoTime() - start < WARM;) {
                            call.run();
                        }
                        Bits.assertSame(place, first, what + ", warm");
                    }
                }
            }
        }
    }

    /** All elements within 5e-6 of the largest: the points 0, ±1, ±2 would not do. */
    private static void assertNear(WinogradCase c, float[] result) {
        float[] expected = c.reference();
        double largest = 0;
        for (float e : expected) {
            largest = Math.max(largest, Math.abs(e));
        }
        for (int i = 0; i < result.length; i++) {
            assertThat((double) result[i]).as(c + ", element " + i)
                    .isBetween(expected[i] - 5e-6 * largest, expected[i] + 5e-6 * largest);
        }
    }

    @Test
    void aCallAllocatesNothing() {
        for (WinogradCase c : WinogradCase.all(Shape.of(3, 20, 10, 12), Shape.of(33, 20, 3, 3), PADDED)) {
            try (WorkerPool pool = new WorkerPool(2)) {
                Runnable call = c.call(c.kernel(EveryArithmetic.VECTOR, pool), c.place());
                Runnable calls = () -> {
                    for (int i = 0; i < 200; i++) {
                        call.run();
                    }
                };
                assertThat(Allocations.leastOf(calls, pool)).as(c.toString()).isZero();
            }
        }
    }

    /** The names of the ops that have a kernel. */
    private static List<String> fast(Shape x, Shape w, Attributes attributes) {
        List<String> ops = new ArrayList<>();
        for (WinogradCase c : WinogradCase.all(x, w, attributes)) {
            KernelFactory factory = WinogradKernels.of(EveryArithmetic.VECTOR, WorkerPool.NONE).get(c.node.op().id());
            Kernel kernel = factory == null ? null : factory.create(c.node);
            if (kernel != null) {
                ops.add(c.node.op().id());
            }
        }
        return ops;
    }

    @Test
    void isTakenWhereItPays() {
        List<String> all = List.of("Conv", "Conv", "ConvInputGrad", "ConvWeightGrad");
        assertThat(fast(Shape.of(64, 32, 32, 32), Shape.of(32, 32, 3, 3), PADDED)).isEqualTo(all);
        assertThat(fast(Shape.of(64, 64, 8, 8), Shape.of(128, 64, 3, 3), PADDED)).isEqualTo(all);
        assertThat(fast(Shape.of(64, 3, 32, 32), Shape.of(32, 3, 3, 3), PADDED)).as("few channels").isEmpty();
        assertThat(fast(Shape.of(1, 512, 2, 2), Shape.of(512, 512, 3, 3), PADDED)).as("a tiny image").isEmpty();
    }

    @Test
    void otherKernelsStepsAndGroupsAreLeftToOthers() {
        Shape x = Shape.of(64, 64, 16, 16);
        for (Attributes a : Arrays.asList(Attributes.of("strides", new long[] {2, 1}),
                Attributes.of("dilations", new long[] {1, 2}))) {
            assertThat(TileGrid.of(x, Shape.of(64, 64, 3, 3), Shape.of(64, 64, 14, 14), a)).as(a.toString()).isNull();
        }
        assertThat(TileGrid.of(x, Shape.of(64, 32, 3, 3), x, Attributes.of("group", 2))).isNull();
        assertThat(TileGrid.of(x, Shape.of(64, 64, 3, 5), x, Attributes.none())).isNull();
        assertThat(TileGrid.of(Shape.of(64, 64, 16), Shape.of(64, 64, 3), Shape.of(64, 64, 14), Attributes.none())).isNull();
    }

    @Test
    void aPropertyTurnsItOff() {
        System.setProperty(WinogradKernels.SWITCH, "false");
        try {
            assertThat(fast(Shape.of(64, 32, 32, 32), Shape.of(32, 32, 3, 3), PADDED)).isEmpty();
        } finally {
            System.clearProperty(WinogradKernels.SWITCH);
        }
    }
}
