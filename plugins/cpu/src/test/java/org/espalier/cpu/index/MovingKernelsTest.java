package org.espalier.cpu.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import org.espalier.cpu.Bits;
import org.espalier.cpu.Graphs;
import org.espalier.cpu.arith.EveryArithmetic;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ops that move elements, compared with the reference backend, on sizes that are shared out and on small ones. */
class MovingKernelsTest {
    private record Movement(String name, Function<Graphs, Value> write) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Value indices(Graphs g, int length, long... shape) {
        TensorType type = TensorType.of(DType.I64, shape);
        long[] at = new long[(int) type.shape().size()];
        for (int i = 0; i < at.length; i++) {
            at[i] = i * 7919L % length - (i % 3 == 0 ? length : 0);
        }
        return g.input(type, at);
    }

    private static Value gatherGradient(Graphs g, int axis, Value parts, Value indices, long... shape) {
        return g.ops().apply1("GatherGrad",
                Attributes.of("axis", axis, "shape", Shape.of(shape)), parts, indices);
    }

    static List<Movement> movements() {
        return List.of(
                new Movement("rows", g -> g.ops().gather(g.real(1, 300, 67), indices(g, 300, 41, 33), 0)),
                new Movement("columns", g -> g.ops().gather(g.real(1, 5, 7), indices(g, 7, 4), 1)),
                new Movement("rows added", g -> gatherGradient(g, 0, g.real(1, 41, 33, 67), indices(g, 300, 41, 33), 300, 67)),
                new Movement("columns added", g -> gatherGradient(g, 1, g.real(1, 5, 9, 3), indices(g, 7, 9), 5, 7, 3)),
                new Movement("elements added", g -> gatherGradient(g, 1, g.real(1, 5, 9), indices(g, 7, 9), 5, 7)),
                new Movement("parts", g -> g.ops().slice(g.real(1, 50, 40, 60), new long[] {-2, 3}, new long[] {1, 55},
                        new int[] {0, 2}, new long[] {-1, 2})),
                new Movement("joined", g -> g.ops().concat(1, List.of(g.real(1, 30, 50, 33), g.real(1, 30, 1, 33),
                        g.real(1, 30, 40, 33)))),
                new Movement("padded", g -> g.ops().pad(g.real(1, 40, 30, 50), 0, 2, 3, 1, 0, 17)),
                new Movement("cut", g -> g.ops().pad(g.real(1, 7, 9), -1, 0, -2, -3)),
                new Movement("swapped", g -> g.real(1, 32, 50, 64).transpose(1, 0, 2)));
    }

    @ParameterizedTest
    @MethodSource("movements")
    void areThoseOfTheReferenceBackendOnAnyNumberOfThreads(Movement movement) {
        Graphs g = new Graphs();
        Value out = movement.write().apply(g);
        float[] expected = (float[]) g.expected(List.of(out)).get(0).toArray();
        float[] first = run(g, out, 1);
        assertThat(first).hasSameSizeAs(expected);
        for (int i = 0; i < first.length; i++) {
            // Sums differ by the rounding of their terms, everything else not at all.
            float allowed = movement.name().endsWith("added") ? 2e-5f : 0f;
            assertThat(Math.abs(first[i] - expected[i])).as("element %d", i).isLessThanOrEqualTo(allowed);
        }
        for (int threads = 2; threads <= 3; threads++) {
            Bits.assertSame(run(g, out, threads), first, threads + " threads");
        }
    }

    private static float[] run(Graphs g, Value out, int threads) {
        try (Graphs.Run run = g.new Run(EveryArithmetic.VECTOR, threads)) {
            run.run();
            Tensor result = run.result(out);
            return (float[]) result.toArray();
        }
    }

    @ParameterizedTest
    @MethodSource("movements")
    void allocateNothing(Movement movement) {
        Graphs g = new Graphs();
        movement.write().apply(g);
        try (Graphs.Run run = g.new Run(EveryArithmetic.VECTOR, 2)) {
            assertThat(run.allocated(50)).isZero();
        }
    }

    @Test
    void anIndexOutOfRangeIsAnError() {
        Graphs g = new Graphs();
        g.ops().gather(g.real(1, 4, 3), g.input(TensorType.of(DType.I64, 2), new long[] {1, 4}), 0);
        try (Graphs.Run run = g.new Run(EveryArithmetic.VECTOR, 2)) {
            assertThatThrownBy(run::run).isInstanceOf(EspalierException.class)
                    .hasMessageContaining("index 4 at position 1 is not within the axis of length 4");
        }
    }
}
