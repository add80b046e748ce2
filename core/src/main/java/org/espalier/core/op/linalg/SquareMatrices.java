package org.espalier.core.op.linalg;

import static org.espalier.core.op.rule.TypeRules.FLOATING;

import java.util.List;
import java.util.stream.LongStream;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * Determinants and inverses of small square matrices, which lie in the last two axes; the axes before stack them. Both
 * are taken from an LU decomposition with partial pivoting in double precision.
 */
public final class SquareMatrices {
    /** Up to this order a determinant's gradient is made of the determinants of minors. */
    private static final int MINORS_UP_TO = 6;

    private SquareMatrices() {}

    /**
     * The determinant: 1 of an empty matrix, 0 of a singular one. Its gradient is the matrix of cofactors. Up to order
     * {@value #MINORS_UP_TO} these are determinants of minors, right at singular matrices too and as often as it is
     * differentiated; of larger matrices {@code det · inverse} transposed, NaN where the matrix is singular.
     */
    static final Op DET = Op.define("Det", (in, attributes) -> {
        Shape s = square(in);
        return List.of(in.get(0).withShape(s.slice(0, s.rank() - 2)));
    })
            .vjp((ops, attributes, in, out, c) -> {
                Value a = in.get(0);
                int n = Math.toIntExact(a.dim(-1).length());
                Value cofactors = n <= MINORS_UP_TO ? cofactors(a, n)
                        : overMatrix(out.get(0), a).mul(transposed(ops.inverse(a)));
                return List.of(overMatrix(c.get(0), a).mul(cofactors));
            })
            .onnx(Onnx.floating(11, "Det"))
            .reading(node -> List.of(node.ops().det(node.input(0))))
            .build();

    /**
     * The inverse. Of a singular matrix (an exact 0 for a pivot) every element is NaN, so that whatever looks for values
     * that are not finite finds it. With G for the cotangent and Y for the inverse the gradient is {@code -Y' G Y'}.
     */
    static final Op INVERSE = Op.define("Inverse", (in, attributes) -> {
        square(in);
        return List.of(in.get(0));
    })
            .vjp((ops, attributes, in, out, c) -> {
                Value y = transposed(out.get(0));
                return List.of(y.matmul(c.get(0)).matmul(y).neg());
            })
            .build();

    private static Shape square(List<TensorType> in) {
        TypeRules.count(in, 1);
        TensorType x = in.get(0);
        TypeRules.dtype(FLOATING, "input", x);
        Shape s = x.shape();
        TypeRules.require(s.rank() >= 2, "input must have at least 2 axes, but is " + x);
        TypeRules.require(s.dim(-2).equals(s.dim(-1)), "input " + x + " must hold square matrices in its last two axes ("
                + s.dim(-2) + " ≠ " + s.dim(-1) + ")");
        return s;
    }

    /** A number for each matrix, shaped so that it broadcasts over the matrix. */
    private static Value overMatrix(Value number, Value matrix) {
        int rank = matrix.rank();
        return number.reshape(matrix.shape().with(rank - 2, Dim.of(1)).with(rank - 1, Dim.of(1)));
    }

    static Value transposed(Value x) {
        int[] perm = new int[x.rank()];
        for (int i = 0; i < perm.length; i++) {
            perm[i] = i;
        }
        perm[perm.length - 2] = perm.length - 1;
        perm[perm.length - 1] = perm.length - 2;
        return x.transpose(perm);
    }

    /** Element (i, j): the determinant without row i and column j, with the sign of a chess board. */
    private static Value cofactors(Value a, int n) {
        if (n == 0) {
            return a;
        }
        // Gathering the rows of all minors puts an axis for i before them, then the columns of all an axis for j.
        Value others = a.ops().constant(others(n));
        int rank = a.rank();
        Value rows = a.ops().gather(a, others, rank - 2);
        Value minors = a.ops().gather(rows, others, rank);
        // [.., i, row, j, column] to [.., i, j, row, column]
        int[] perm = new int[rank + 2];
        for (int i = 0; i < perm.length; i++) {
            perm[i] = i;
        }
        perm[rank - 1] = rank;
        perm[rank] = rank - 1;
        Value det = a.ops().det(minors.transpose(perm));
        double[] signs = new double[n * n];
        for (int i = 0; i < signs.length; i++) {
            signs[i] = (i / n + i % n) % 2 == 0 ? 1 : -1;
        }
        return det.mul(a.ops().constant(Tensor.rounded(TensorType.of(a.dtype(), n, n), signs)));
    }

    /** Row i: all numbers below n but i. */
    private static Tensor others(int n) {
        double[] numbers = LongStream.range(0, (long) n * (n - 1))
                .mapToDouble(k -> k % (n - 1) + (k % (n - 1) >= k / (n - 1) ? 1 : 0))
                .toArray();
        return Tensor.rounded(TensorType.of(DType.I64, n, n - 1), numbers);
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(DET, INVERSE);
    }
}
