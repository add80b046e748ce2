package org.espalier.op;

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
}
