package org.espalier.reference.samediff;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.reference.samediff.RandomDag.Template;
import org.espalier.tensor.Tensor;

/** Reductions, and products of matrices. */
final class SumTemplates {
    private SumTemplates() {}

    static List<Template> all() {
        List<Template> all = new ArrayList<>(List.of(SumTemplates::matmul, SumTemplates::matmul, SumTemplates::gemm,
                SumTemplates::einsum, SumTemplates::det, SumTemplates::inverse));
        for (String op : List.of("ReduceSum", "ReduceMean", "ReduceSumSquare", "ReduceLogSumExp", "ReduceProd")) {
            all.add(d -> reduced(d, op, d.any()));
        }
        for (String op : List.of("ReduceMax", "ReduceMin")) {
            all.add(d -> reduced(d, op, d.any(d::distinct)));
        }
        for (String op : List.of("ReduceL1", "ReduceL2")) {
            all.add(d -> reduced(d, op, d.any(v -> d.away(v, Drawing.MARGIN, 0))));
        }
        all.add(d -> reduced(d, "ReduceLogSum", d.between(0.2, 4)));
        return all;
    }

    private static Value reduced(Drawing d, String op, Value x) {
        if (x == null) {
            return null;
        }
        int[] axes = x.rank() == 0 || d.below(3) == 0 ? new int[0]
                : x.rank() > 1 && d.coin() ? new int[] {0, -1} : new int[] {d.below(x.rank())};
        return d.b.apply1(op, Attributes.of("axes", axes, "keepdims", d.coin()), x);
    }

    private static Value matmul(Drawing d) {
        Value x = d.ofRank(1);
        long n = x.shape().dim(-1).length();
        return x.matmul(switch (d.below(4)) {
            case 0 -> d.ofShape(n);
            case 1 -> d.ofShape(2, n, 2);
            default -> d.ofShape(n, 3);
        });
    }

    private static Value gemm(Drawing d) {
        boolean transA = d.coin();
        boolean transB = d.coin();
        Value a = transA ? d.ofShape(3, 2) : d.ofShape(2, 3);
        Value b = transB ? d.ofShape(4, 3) : d.ofShape(3, 4);
        return d.coin() ? d.b.gemm(a, b, transA, transB) : d.b.gemm(a, b, d.ofShape(4), transA, transB);
    }

    private static Value einsum(Drawing d) {
        return switch (d.below(4)) {
            case 0 -> d.b.einsum("ij,kj->ik", d.ofShape(2, 3), d.ofShape(4, 3));
            case 1 -> d.b.einsum("bij,bjk->bik", d.ofShape(2, 2, 3), d.ofShape(2, 3, 2));
            case 2 -> d.b.einsum("ii->i", d.ofShape(3, 3));
            default -> d.b.einsum("i,j,k->jk", d.ofShape(2), d.ofShape(3), d.ofShape(2));
        };
    }

    /** A matrix that is far from being singular. */
    private static Value regular(Drawing d) {
        double[] eye = {3, 0, 0, 0, 3, 0, 0, 0, 3};
        return d.ofShape(3, 3).tanh().add(d.b.constant(Tensor.of(eye, 3, 3)));
    }

    private static Value det(Drawing d) {
        return d.b.det(regular(d)).mul(0.1);
    }

    private static Value inverse(Drawing d) {
        return d.b.inverse(regular(d));
    }
}
