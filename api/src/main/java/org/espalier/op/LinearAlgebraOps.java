package org.espalier.op;

import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.plugin.API;

/** Matrix products, sums over indices and decompositions. Part of {@link Ops}. */
@API(status = API.Status.STABLE, since = "0.1")
public interface LinearAlgebraOps extends OpCalls {
    /** NumPy's matmul: matrices in the last two axes, the others broadcast; vectors on either side. */
    default Value matmul(Value a, Value b) {
        return apply1("MatMul", a, b);
    }

    /** alpha * a' * b' for matrices, either transposed on request. */
    default Value gemm(Value a, Value b, boolean transA, boolean transB) {
        return apply1("Gemm", Attributes.of("alpha", 1.0, "beta", 1.0, "transA", transA, "transB", transB), a, b);
    }

    /** a' * b' + c for matrices, either transposed on request; c broadcasts. */
    default Value gemm(Value a, Value b, Value c, boolean transA, boolean transB) {
        return apply1("Gemm", Attributes.of("alpha", 1.0, "beta", 1.0, "transA", transA, "transB", transB), a, b, c);
    }

    /**
     * Einstein's summation convention, for example {@code einsum("bij,bjk->bik", a, b)}: axes with the same letter are
     * walked together, letters that the result lacks are summed over, {@code ...} stands for axes that broadcast, a letter
     * twice in one operand takes the diagonal. Without an arrow the result has the letters that occur once, sorted.
     */
    default Value einsum(String equation, Value... operands) {
        return apply1("Einsum", Attributes.of("equation", equation), operands);
    }

    /** The matrices in the last two axes with zeros below the k-th diagonal (upper) or above it. */
    default Value trilu(Value x, boolean upper, long k) {
        return apply1("Trilu", Attributes.of("upper", upper, "k", k), x);
    }

    /** Sums of all elements up to each along an axis; exclusive: without the element itself; reverse: from the end. */
    default Value cumSum(Value x, int axis, boolean exclusive, boolean reverse) {
        return apply1("CumSum", Attributes.of("axis", axis, "exclusive", exclusive, "reverse", reverse), x);
    }

    /** The determinants of the square matrices in the last two axes; 0 where one is singular. */
    default Value det(Value x) {
        return apply1("Det", x);
    }

    /** The inverses of the square matrices in the last two axes; NaN where one is singular. */
    default Value inverse(Value x) {
        return apply1("Inverse", x);
    }

    /**
     * The singular value decomposition of matrices [.., m, n] in economy size: U [.., m, k], the singular values
     * S [.., k] from the largest to the smallest, and V [.., n, k], where k = min(m, n) and x = U · diag(S) · V'. In each
     * column of V the element of the largest magnitude is positive. The gradient (Townsend, 2016) holds where the singular
     * values are distinct and not 0.
     */
    default List<Value> svd(Value x) {
        return apply("SVD", List.of(x), Attributes.none());
    }
}
