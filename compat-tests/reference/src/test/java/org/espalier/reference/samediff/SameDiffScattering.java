package org.espalier.reference.samediff;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.espalier.reference.samediff.Difference.Kind;
import org.nd4j.autodiff.samediff.SDVariable;

/** Ops that read and write single elements, written on the flat memory of their data, since SameDiff scatters rows. */
final class SameDiffScattering {
    private static final String FLAT = "on the data as one vector, with the places that the indices lead to";

    @FunctionalInterface
    private interface Scatter {
        SDVariable of(SDVariable data, SDVariable places, SDVariable updates);
    }

    private SameDiffScattering() {}

    static Translations table() {
        return new Translations()
                .composed("GatherElements", FLAT + ": a product with a one-hot matrix",
                        c -> picked(c, Places.ofElements(c, c.axis())))
                .one("GatherND", c -> c.attributes().intValue("batch_dims") == 0 && depth(c) > 0
                        ? c.sd().gatherNd(c.x(), fromTheBegin(c)) : picked(c, Places.ofVectors(c, c.attributes().intValue("batch_dims"))))
                .differs("GatherND", Kind.NO_GRADIENT, "batch_dims 0", c -> c.attributes().intValue("batch_dims") == 0,
                        "gather_nd has no gradient")
                .otherwise("GatherND", FLAT + ": a product with a one-hot matrix", c -> picked(c, Places.ofVectors(c, 0)))
                .addAll(scattering("ScatterND", c -> Places.ofVectors(c, 0)))
                .addAll(scattering("ScatterElements", c -> Places.ofElements(c, c.axis())));
    }

    private static Translations scattering(String op, Function<Call, long[]> places) {
        return new Translations()
                .composed(op, FLAT, scatter(places))
                .differs(op, Kind.NO_VALUE, "reduction none", c -> c.attributes().string("reduction").equals("none"),
                        "scatter_update wants its indices in the attributes of the node")
                .differs(op, Kind.GRADIENT, "reduction mul, several updates meet", c -> c.attributes().string("reduction").equals("mul"),
                        "the gradient of an update leaves out the other updates of its place")
                .otherwise(op, "products with one-hot matrices, the updates of one place multiplied in pairs", c ->
                        c.attributes().string("reduction").equals("none") ? replaced(c, places.apply(c)) : multiplied(c, places.apply(c)));
    }

    /** What no update reaches, and the last update that reaches a place. */
    private static SDVariable replaced(Call c, long[] at) {
        int n = (int) Places.size(c.shape(0));
        int[] last = new int[n];
        Arrays.fill(last, -1);
        for (int i = 0; i < at.length; i++) {
            last[(int) at[i]] = i;
        }
        double[] stays = new double[n];
        double[] hot = new double[n * at.length];
        for (int i = 0; i < n; i++) {
            stays[i] = last[i] < 0 ? 1 : 0;
            if (last[i] >= 0) {
                hot[i * at.length + last[i]] = 1;
            }
        }
        SDVariable brought = c.sum(c.sd().reshape(c.in(2), 1, at.length).mul(c.constant(hot, n, at.length)), 1, n, at.length);
        return c.sd().reshape(c.sd().reshape(c.x(), n).mul(c.constant(stays, n)).add(brought), c.outputShape());
    }

    /** A row of factors for each update, 1 where it does not arrive; halves are multiplied until one row is left. */
    private static SDVariable multiplied(Call c, long[] at) {
        int n = (int) Places.size(c.shape(0));
        int rows = at.length;
        double[] hot = Places.hot(at, n);
        SDVariable factors = c.sd().reshape(c.in(2), rows, 1).sub(1).mul(c.constant(hot, rows, n)).add(1);
        while (rows > 1) {
            int half = rows / 2;
            SDVariable product = rows(c, factors, 0, half, n).mul(rows(c, factors, half, 2 * half, n));
            factors = rows % 2 == 0 ? product : c.sd().concat(0, product, rows(c, factors, rows - 1, rows, n));
            rows = rows - half;
        }
        return c.sd().reshape(c.sd().reshape(c.x(), 1, n).mul(factors), c.outputShape());
    }

    private static SDVariable rows(Call c, SDVariable x, long from, long to, long n) {
        return SameDiffShapes.slice(c, x, new long[] {from, 0}, new long[] {to - from, n});
    }

    private static long depth(Call c) {
        return c.shape(1)[c.shape(1).length - 1];
    }

    /** It reads beside its memory where a position counts from the end. */
    private static SDVariable fromTheBegin(Call c) {
        double[] indices = Places.elements(c, 1);
        int depth = (int) depth(c);
        long[] positions = new long[indices.length];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = (long) indices[i] + (indices[i] < 0 ? c.shape(0)[i % depth] : 0);
        }
        return c.sd().reshape(c.integers(positions), c.shape(1));
    }

    /** The elements at these places of the first input. */
    static SDVariable picked(Call c, long[] places) {
        long n = Places.size(c.shape(0));
        SDVariable y = c.sum(c.sd().reshape(c.x(), 1, n).mul(c.constant(Places.hot(places, n), places.length, n)), 1, places.length, n);
        return c.sd().reshape(y, c.outputShape());
    }

    private static Function<Call, SDVariable> scatter(Function<Call, long[]> places) {
        return c -> {
            Map<String, Scatter> reductions = Map.of(
                    "none", c.sd()::scatterUpdate,
                    "add", c.sd()::scatterAdd,
                    "mul", c.sd()::scatterMul,
                    "max", c.sd()::scatterMax,
                    "min", c.sd()::scatterMin);
            long[] at = places.apply(c);
            SDVariable y = reductions.get(c.attributes().string("reduction")).of(c.sd().reshape(c.x(), Places.size(c.shape(0))),
                    c.integers(at), c.sd().reshape(c.in(2), at.length));
            return c.sd().reshape(y, c.outputShape());
        };
    }
}
