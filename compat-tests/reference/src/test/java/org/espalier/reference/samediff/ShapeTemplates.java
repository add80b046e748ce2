package org.espalier.reference.samediff;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.graph.Value;
import org.espalier.reference.samediff.RandomDag.Template;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;

/** Ops that move elements, and those that take positions. */
final class ShapeTemplates {
    private ShapeTemplates() {}

    static List<Template> all() {
        return List.of(ShapeTemplates::transpose, ShapeTemplates::reshape, d -> d.b.flatten(d.ofRank(1), d.below(2)),
                ShapeTemplates::unsqueeze, ShapeTemplates::expand, ShapeTemplates::concat, ShapeTemplates::slice,
                ShapeTemplates::split, ShapeTemplates::tile, ShapeTemplates::pad, ShapeTemplates::blocks,
                ShapeTemplates::gather, ShapeTemplates::gatherElements, ShapeTemplates::gatherND, ShapeTemplates::scatterElements,
                ShapeTemplates::scatterND, ShapeTemplates::topK, ShapeTemplates::reverseSequence, ShapeTemplates::oneHot,
                ShapeTemplates::hardmax, ShapeTemplates::trilu, ShapeTemplates::cumSum);
    }

    private static int length(Value x, int axis) {
        return (int) x.shape().dim(axis).length();
    }

    private static Value transpose(Drawing d) {
        Value x = d.ofRank(2);
        int[] perm = IntStream.range(0, x.rank()).toArray();
        for (int i = perm.length - 1; i > 0; i--) {
            int j = d.below(i + 1);
            int t = perm[i];
            perm[i] = perm[j];
            perm[j] = t;
        }
        return x.transpose(perm);
    }

    private static Value reshape(Drawing d) {
        Value x = d.any();
        long n = x.shape().size();
        return x.reshape(n % 2 == 0 ? Shape.of(2, n / 2) : n % 3 == 0 ? Shape.of(n / 3, 3) : Shape.of(1, n));
    }

    private static Value unsqueeze(Drawing d) {
        Value x = d.any(v -> v.rank() < 4);
        if (x == null) {
            return null;
        }
        Value wide = x.unsqueeze(d.below(x.rank() + 1));
        return d.coin() ? wide : wide.sin().squeeze();
    }

    private static Value expand(Drawing d) {
        Value x = d.any(v -> v.rank() < 4 && v.shape().size() < 40);
        return x == null ? null : x.expand(Shape.of(2).concat(x.shape()));
    }

    private static Value concat(Drawing d) {
        Value x = d.ofRank(1);
        Value y = d.any(v -> v.shape().equals(x.shape()));
        return d.b.concat(d.below(x.rank()), y == null ? List.of(x, x.neg()) : List.of(x, y, x));
    }

    private static Value slice(Drawing d) {
        Value x = d.ofRank(1);
        int axis = d.below(x.rank());
        int n = length(x, axis);
        return switch (d.below(3)) {
            case 0 -> d.b.slice(x, new long[] {-1}, new long[] {-100}, new int[] {axis}, new long[] {-1});
            case 1 -> d.b.slice(x, new long[] {0}, new long[] {n}, new int[] {axis}, new long[] {2});
            default -> d.b.slice(x, new long[] {n / 2}, new long[] {100}, new int[] {axis}, new long[] {1});
        };
    }

    private static Value split(Drawing d) {
        Value x = d.any(v -> v.rank() > 0 && length(v, 0) > 1);
        if (x == null) {
            return null;
        }
        int n = length(x, 0);
        List<Value> parts = n % 2 == 0 ? d.b.split(x, 0, 2) : d.b.split(x, 0, new long[] {1, n - 1});
        return n % 2 == 0 ? parts.get(0).mul(parts.get(1)) : parts.get(0).add(parts.get(1).tanh());
    }

    private static Value tile(Drawing d) {
        Value x = d.any(v -> v.rank() > 0 && v.shape().size() < 40);
        if (x == null) {
            return null;
        }
        long[] repeats = new long[x.rank()];
        Arrays.fill(repeats, 1);
        repeats[d.below(repeats.length)] = 2;
        return d.b.tile(x, repeats);
    }

    private static Value pad(Drawing d) {
        Value x = d.any(v -> v.rank() > 0 && v.shape().size() < 60);
        if (x == null) {
            return null;
        }
        long[] pads = new long[2 * x.rank()];
        int axis = d.below(x.rank());
        pads[axis] = 1;
        pads[x.rank() + axis] = length(x, axis) > 1 ? 1 : 0;
        String mode = length(x, axis) > 1 ? List.of("constant", "reflect", "edge").get(d.below(3)) : "edge";
        return d.b.pad(x, mode, mode.equals("constant") ? 0.5 : 0, pads);
    }

    private static Value blocks(Drawing d) {
        return d.coin() ? d.b.depthToSpace(d.ofShape(1, 4, 2, 3), 2, d.coin() ? "DCR" : "CRD")
                : d.b.spaceToDepth(d.ofShape(1, 2, 2, 4), 2);
    }

    private static Value gather(Drawing d) {
        Value x = d.ofRank(1);
        int axis = d.below(x.rank());
        return d.b.gather(x, d.coin() ? d.positions(length(x, axis), 3) : d.positions(length(x, axis)), axis);
    }

    private static Value gatherElements(Drawing d) {
        Value x = d.ofRank(1);
        int axis = d.below(x.rank());
        return d.b.gatherElements(x, d.positions(length(x, axis), x.shape().lengths()), axis);
    }

    private static Value gatherND(Drawing d) {
        Value x = d.ofRank(1);
        return d.b.gatherND(x, d.positions(length(x, 0), 2, 1), 0);
    }

    private static Value scatterElements(Drawing d) {
        Value x = d.ofRank(1);
        Value u = d.any(v -> v.shape().equals(x.shape()));
        int axis = d.below(x.rank());
        return d.b.scatterElements(x, d.positions(length(x, axis), x.shape().lengths()), u == null ? x.cos() : u, axis,
                List.of("none", "add", "mul").get(d.below(3)));
    }

    private static Value scatterND(Drawing d) {
        Value x = d.ofRank(1);
        long[] updates = x.shape().lengths().clone();
        updates[0] = 2;
        return d.b.scatterND(x, d.positions(length(x, 0), 2, 1), d.ofShape(updates), List.of("none", "add", "mul").get(d.below(3)));
    }

    private static Value topK(Drawing d) {
        Value x = d.any(v -> v.rank() > 0 && d.distinct(v));
        if (x == null) {
            return null;
        }
        int axis = d.below(x.rank());
        return d.b.topK(x, 1 + d.below(length(x, axis)), axis, d.coin(), true).get(0);
    }

    private static Value reverseSequence(Drawing d) {
        Value x = d.ofRank(2);
        long[] lengths = new long[length(x, 0)];
        Arrays.setAll(lengths, i -> d.below(length(x, 1) + 1));
        return d.b.reverseSequence(x, d.integers(lengths, lengths.length), 0, 1);
    }

    /** The place of an extreme, as a factor. */
    private static Value oneHot(Drawing d) {
        Value x = d.any(v -> v.rank() > 0 && d.distinct(v));
        if (x == null) {
            return null;
        }
        int axis = x.rank() - 1;
        Value at = d.coin() ? d.b.argMax(x, axis, false) : d.b.argMin(x, axis, false);
        return d.b.oneHot(at, length(x, axis), DType.F64).mul(x);
    }

    private static Value hardmax(Drawing d) {
        Value x = d.any(v -> v.rank() > 0 && d.distinct(v));
        return x == null ? null : d.b.hardmax(x, d.below(x.rank())).mul(x);
    }

    private static Value trilu(Drawing d) {
        Value x = d.ofRank(2);
        return d.b.trilu(x, d.coin(), d.below(3) - 1);
    }

    private static Value cumSum(Drawing d) {
        Value x = d.ofRank(1);
        return d.b.cumSum(x, d.below(x.rank()), d.coin(), d.coin());
    }
}
