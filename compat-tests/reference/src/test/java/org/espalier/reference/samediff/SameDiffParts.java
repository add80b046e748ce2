package org.espalier.reference.samediff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.graph.Node;
import org.espalier.reference.samediff.Difference.Kind;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.enums.DataFormat;
import org.nd4j.enums.PadMode;
import org.nd4j.linalg.factory.Nd4j;

/** Parts of axes, copies, blocks and padding. */
final class SameDiffParts {
    private SameDiffParts() {}

    static Translations table() {
        return new Translations()
                .several("Split", SameDiffParts::split)
                .differs("Split", Kind.NO_GRADIENT, "parts of different lengths", SameDiffParts::uneven, "splitV has no gradient")
                .otherwiseSeveral("Split", "slices", SameDiffParts::slices)
                .differs("Tile", Kind.NO_VALUE, "a scalar", c -> c.rank(0) == 0, "needs an axis to repeat")
                .otherwise("Tile", "the same value", c -> c.sd().identity(c.x()))
                .one("Tile", c -> c.sd().tile(c.x(), Arrays.stream(c.attributes().longs("repeats")).mapToInt(i -> (int) i).toArray()))
                .one("DepthToSpace", c -> c.attributes().string("mode", "DCR").equals("DCR")
                        ? c.sd().cnn().depthToSpace(c.x(), block(c), DataFormat.NCHW) : ofColumns(c))
                .one("SpaceToDepth", c -> c.sd().cnn().spaceToDepth(c.x(), block(c), DataFormat.NCHW))
                .one("Pad", SameDiffParts::pad)
                .differs("Pad", Kind.GRADIENT, "mode reflect", c -> c.attributes().string("mode", "constant").equals("reflect"),
                        "what was put there gives nothing back to where it came from")
                .otherwise("Pad", "a product with a matrix for each axis", c ->
                        padded(c, c.attributes().string("mode", "constant"), c.attributes().longs("pads")));
    }

    private static int block(Call c) {
        return (int) c.attributes().longValue("blocksize");
    }

    /** The mode CRD: the new channel is the outer part of a channel's number. */
    private static SDVariable ofColumns(Call c) {
        long[] s = c.shape(0);
        long b = block(c);
        SDVariable parts = c.sd().reshape(c.x(), s[0], s[1] / b / b, b, b, s[2], s[3]);
        return c.sd().reshape(c.sd().permute(parts, 0, 1, 4, 2, 5, 3), c.outputShape());
    }

    private static long[] lengths(Node n) {
        int axis = n.attributes().intValue("axis");
        return n.outputTypes().stream().mapToLong(t -> t.shape().dim(axis).length()).toArray();
    }

    private static boolean uneven(Difference.Case c) {
        return Arrays.stream(lengths(c.node())).distinct().count() > 1;
    }

    private static List<SDVariable> slices(Call c) {
        List<SDVariable> parts = new ArrayList<>();
        long from = 0;
        for (long length : lengths(c.node())) {
            parts.add(SameDiffConvolution.slice(c, c.x(), c.shape(0), c.axis(), from, from + length));
            from += length;
        }
        return parts;
    }

    private static List<SDVariable> split(Call c) {
        int axis = c.axis();
        long[] lengths = lengths(c.node());
        if (lengths.length == 1) {
            return List.of(c.sd().identity(c.x()));
        }
        if (Arrays.stream(lengths).distinct().count() == 1) {
            return List.of(c.sd().split(c.x(), lengths.length, axis));
        }
        SDVariable sizes = c.sd().constant(Nd4j.createFromArray(
                Arrays.stream(lengths).mapToInt(i -> (int) i).toArray()));
        return List.of(c.sd().splitV(c.x(), sizes, lengths.length, axis));
    }

    /** Constant and reflected padding is its own; whatever cuts off, or comes from edges, is taken with a matrix for each axis. */
    private static SDVariable pad(Call c) {
        String mode = c.attributes().string("mode", "constant");
        long[] pads = c.attributes().longs("pads");
        int rank = c.rank();
        boolean own = Arrays.stream(pads).allMatch(p -> p >= 0) && rank > 0
                && (mode.equals("constant") || mode.equals("reflect") && reflectsOnce(c, pads));
        if (!own) {
            return padded(c, mode, pads);
        }
        int[][] pairs = new int[rank][];
        for (int i = 0; i < rank; i++) {
            pairs[i] = new int[] {(int) pads[i], (int) pads[rank + i]};
        }
        return c.sd().nn().pad(c.x(), c.sd().constant(Nd4j.createFromArray(pairs)),
                mode.equals("constant") ? PadMode.CONSTANT : PadMode.REFLECT, c.attributes().doubleValue("value", 0));
    }

    private static boolean reflectsOnce(Call c, long[] pads) {
        return IntStream.range(0, c.rank()).allMatch(i -> Math.max(pads[i], pads[c.rank() + i]) < c.shape(0)[i]);
    }

    private static SDVariable padded(Call c, String mode, long[] pads) {
        long[] shape = c.shape(0).clone();
        int rank = shape.length;
        SDVariable x = c.x();
        for (int axis = 0; axis < rank; axis++) {
            if (pads[axis] == 0 && pads[rank + axis] == 0) {
                continue;
            }
            int n = (int) shape[axis];
            int m = (int) (n + pads[axis] + pads[rank + axis]);
            long outer = Places.size(Arrays.copyOf(shape, axis));
            long inner = Places.size(Arrays.copyOfRange(shape, axis + 1, rank));
            double[] hot = new double[m * n];
            double[] put = new double[m];
            for (int i = 0; i < m; i++) {
                int from = source(mode, (int) (i - pads[axis]), n);
                if (from < 0) {
                    put[i] = c.attributes().doubleValue("value", 0);
                } else {
                    hot[i * n + from] = 1;
                }
            }
            SDVariable terms = c.sd().reshape(x, outer, 1, n, inner).mul(c.constant(hot, 1, m, n, 1));
            x = c.sum(terms, 2, outer, m, n, inner).add(c.constant(put, 1, m, 1));
            shape[axis] = m;
        }
        return c.sd().reshape(x, c.outputShape());
    }

    private static int source(String mode, int at, int n) {
        if (at >= 0 && at < n) {
            return at;
        }
        return switch (mode) {
            case "constant" -> -1;
            case "edge" -> at < 0 ? 0 : n - 1;
            case "wrap" -> Math.floorMod(at, n);
            default -> {
                int period = Math.max(1, 2 * (n - 1));
                int k = Math.floorMod(at, period);
                yield k < n ? k : period - k;
            }
        };
    }
}
