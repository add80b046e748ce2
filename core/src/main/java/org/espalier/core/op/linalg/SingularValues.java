package org.espalier.core.op.linalg;

import static org.espalier.core.op.linalg.SquareMatrices.transposed;
import static org.espalier.core.op.rule.TypeRules.FLOATING;

import java.util.List;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** The singular value decomposition, for whitening. */
public final class SingularValues {
    private SingularValues() {}

    /**
     * Takes matrices A [.., m, n] to U [.., m, k], S [.., k] and V [.., n, k] with k = min(m, n) and
     * {@code A = U · diag(S) · V'}; columns of U and of V are orthonormal, S is not negative and descends. Computed by
     * one-sided Jacobi rotations in double precision (Hestenes, 1958). Signs are fixed so that in each column of V the
     * element of the largest magnitude, the first of equals, is positive. Columns that belong to a singular value of 0 are
     * not determined by A; they complete the basis, starting from the first axes.
     *
     * <p>The gradient is that of Townsend, Differentiating the Singular Value Decomposition (2016). It is valid where all
     * singular values are distinct and, as far as U and V are concerned, not 0; terms that would divide by the difference
     * of equal ones or by 0 are left out, so that the gradient through S alone stays right there.
     */
    static final Op SVD = Op.define("SVD", (in, attributes) -> {
        TypeRules.count(in, 1);
        TensorType a = in.get(0);
        TypeRules.dtype(FLOATING, "input", a);
        Shape s = a.shape();
        TypeRules.require(s.rank() >= 2, "input must have at least 2 axes, but is " + a);
        Dim m = s.dim(-2);
        Dim n = s.dim(-1);
        TypeRules.require(m.equals(n) || (m.isKnown() && n.isKnown()), "input " + a + " must have numbers for its last two"
                + " axes, since the smaller of them counts the singular values; bind the names first");
        Dim k = m.equals(n) || m.length() < n.length() ? m : n;
        Shape stack = s.slice(0, s.rank() - 2);
        return List.of(
                a.withShape(stack.concat(Shape.of(m, k))), a.withShape(stack.concat(Shape.of(k))),
                a.withShape(stack.concat(Shape.of(n, k))));
    })
            .vjp((ops, attributes, in, out, c) -> List.of(gradient(ops, out, c)))
            .build();

    private static Value gradient(Ops ops, List<Value> out, List<Value> c) {
        Value u = out.get(0);
        Value v = out.get(2);
        Value row = out.get(1).unsqueeze(-2);
        Value column = out.get(1).unsqueeze(-1);
        // Element (i, j): 1/(s_j² - s_i²), 0 on the diagonal.
        Value f = reciprocalOrZero(row.square().sub(column.square()));
        Value left = f.mul(antisymmetric(u, c.get(0))).mul(row);
        Value right = column.mul(f.mul(antisymmetric(v, c.get(2))));
        Value inner = left.add(right).add(c.get(1).unsqueeze(-1).mul(identity(ops, u)));
        Value whole = u.matmul(inner).matmul(transposed(v));
        Value beyondU = outside(u, c.get(0)).mul(reciprocalOrZero(row)).matmul(transposed(v));
        Value beyondV = u.matmul(transposed(outside(v, c.get(2)).mul(reciprocalOrZero(row))));
        return whole.add(beyondU).add(beyondV);
    }

    /** X'C - C'X */
    private static Value antisymmetric(Value x, Value c) {
        Value product = transposed(x).matmul(c);
        return product.sub(transposed(product));
    }

    /** (I - XX')C: what of the cotangent is orthogonal to the columns. */
    private static Value outside(Value x, Value c) {
        return c.sub(x.matmul(transposed(x).matmul(c)));
    }

    /** No division by 0 is ever written, so that none comes back when it is differentiated. */
    private static Value reciprocalOrZero(Value x) {
        Value zero = x.equal(x.constant(0));
        return x.ops().where(zero, x.constant(0), x.ops().reciprocal(x.ops().where(zero, x.constant(1), x)));
    }

    private static Value identity(Ops ops, Value u) {
        int k = Math.toIntExact(u.dim(-1).length());
        double[] ones = new double[k * k];
        for (int i = 0; i < k; i++) {
            ones[i * k + i] = 1;
        }
        return ops.constant(Tensor.rounded(TensorType.of(u.dtype(), k, k), ones));
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(SVD);
    }
}
