package org.espalier.core.reference;

import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.backend.KernelFactory;
import org.espalier.graph.Node;
import org.espalier.tensor.Shape;

/**
 * Kernels that make one number of many: in row-major order from the first to the last, floating dtypes in double
 * precision, integers in long.
 */
abstract class Reduction implements Kernel {
    /** From a position in the output to the first element that it is made of. */
    private final IndexMap outer;
    /** From the number of an element to its distance from the first. */
    private final IndexMap inner;
    private final int count;

    private Reduction(Node node, int[] axes) {
        Shape s = node.input(0).type().shape();
        int[] gone = IntStream.of(axes).map(s::axis).sorted().toArray();
        int[] reduced = gone.length == 0 ? IntStream.range(0, s.rank()).toArray() : gone;
        int[] kept = IntStream.range(0, s.rank())
                .filter(i -> IntStream.of(reduced).noneMatch(r -> r == i))
                .toArray();
        this.outer = map(s, kept);
        this.inner = map(s, reduced);
        this.count = IntStream.of(reduced).map(i -> Math.toIntExact(s.length(i))).reduce(1, Math::multiplyExact);
    }

    private static IndexMap map(Shape s, int[] axes) {
        long[] strides = IndexMap.strides(s);
        return IndexMap.of(0, IntStream.of(axes).mapToLong(s::length).toArray(),
                IntStream.of(axes).mapToLong(i -> strides[i]).toArray());
    }

    /**
     * Folds the elements.
     *
     * @param ofDoubles starting from the first number, with what was folded so far and the next element; then with the
     *     result and the number of elements
     */
    static KernelFactory fold(
            double start, DoubleBinaryOperator ofDoubles, DoubleBinaryOperator end,
            long startOfLongs, LongBinaryOperator ofLongs, LongBinaryOperator endOfLongs) {
        return node -> {
            int[] axes = node.attributes().ints("axes");
            if (node.input(0).type().dtype().isFloating()) {
                return new Reduction(node, axes) {
                    @Override
                    void reduce(Buffer x, int first, Buffer out, int i) {
                        double sum = start;
                        for (int k = 0; k < count(); k++) {
                            sum = ofDoubles.applyAsDouble(sum, x.getDouble(first + at(k)));
                        }
                        out.setDouble(i, end.applyAsDouble(sum, count()));
                    }
                };
            }
            return new Reduction(node, axes) {
                @Override
                void reduce(Buffer x, int first, Buffer out, int i) {
                    long sum = startOfLongs;
                    for (int k = 0; k < count(); k++) {
                        sum = ofLongs.applyAsLong(sum, x.getLong(first + at(k)));
                    }
                    out.setLong(i, endOfLongs.applyAsLong(sum, count()));
                }
            };
        };
    }

    /** The index of the first, or on request the last, of the largest or smallest elements; NaN comes before all others. */
    static KernelFactory extreme(boolean largest) {
        return node -> {
            boolean last = node.attributes().flag("select_last_index", false);
            return new Reduction(node, new int[] {node.attributes().intValue("axis")}) {
                @Override
                void reduce(Buffer x, int first, Buffer out, int i) {
                    int best = 0;
                    for (int k = 1; k < count(); k++) {
                        int order = Ranking.compare(x, first + at(k), first + at(best), largest);
                        best = order < 0 || (last && order == 0) ? k : best;
                    }
                    out.setLong(i, best);
                }
            };
        };
    }

    /** The logarithm of the sum of exponentials, shifted by the maximum. */
    static Kernel logSumExp(Node node) {
        return new Reduction(node, node.attributes().ints("axes")) {
            @Override
            void reduce(Buffer x, int first, Buffer out, int i) {
                double max = Double.NEGATIVE_INFINITY;
                for (int k = 0; k < count(); k++) {
                    max = Math.max(max, x.getDouble(first + at(k)));
                }
                double shift = Double.isInfinite(max) ? 0 : max;
                double sum = 0;
                for (int k = 0; k < count(); k++) {
                    sum += StrictMath.exp(x.getDouble(first + at(k)) - shift);
                }
                out.setDouble(i, StrictMath.log(sum) + shift);
            }
        };
    }

    /** Softmax along an axis or, on request, its logarithm; shifted by the maximum. */
    static KernelFactory softmax(boolean logarithm) {
        return node -> new Normalization(node, logarithm);
    }

    /** One normalized row after the other; each element is read for the last time before it is overwritten. */
    private static final class Normalization extends Reduction {
        private final boolean logarithm;
        private final int rows;

        Normalization(Node node, boolean logarithm) {
            super(node, new int[] {node.attributes().intValue("axis")});
            this.logarithm = logarithm;
            int size = Math.toIntExact(node.output().type().shape().size());
            this.rows = size == 0 ? 0 : size / count();
        }

        @Override
        public void run(Buffer[] inputs, Buffer[] outputs) {
            for (int row = 0; row < rows; row++) {
                reduce(inputs[0], first(row), outputs[0], row);
            }
        }

        @Override
        void reduce(Buffer x, int first, Buffer out, int row) {
            double max = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < count(); k++) {
                max = Math.max(max, x.getDouble(first + at(k)));
            }
            double sum = 0;
            for (int k = 0; k < count(); k++) {
                sum += StrictMath.exp(x.getDouble(first + at(k)) - max);
            }
            double log = StrictMath.log(sum);
            for (int k = 0; k < count(); k++) {
                int i = first + at(k);
                double shifted = x.getDouble(i) - max;
                out.setDouble(i, logarithm ? shifted - log : StrictMath.exp(shifted) / sum);
            }
        }

        @Override
        public boolean inPlace(int input, int output) {
            return true;
        }
    }

    final int count() {
        return count;
    }

    final int at(int k) {
        return inner.at(k);
    }

    final int first(int i) {
        return outer.at(i);
    }

    /** Makes output i of the elements from the first on. */
    abstract void reduce(Buffer x, int first, Buffer out, int i);

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        for (int i = 0; i < outputs[0].length(); i++) {
            reduce(inputs[0], outer.at(i), outputs[0], i);
        }
    }
}
