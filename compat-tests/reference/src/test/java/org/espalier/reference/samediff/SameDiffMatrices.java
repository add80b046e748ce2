package org.espalier.reference.samediff;

import java.util.Arrays;
import org.espalier.reference.samediff.Difference.Kind;
import org.nd4j.autodiff.samediff.SDVariable;

/** Linear algebra. */
final class SameDiffMatrices {
    private SameDiffMatrices() {}

    static Translations table() {
        return new Translations()
                .one("MatMul", c -> c.sd().mmul(c.in(0), c.in(1)))
                .differs("MatMul", Kind.NO_GRADIENT, "the product is a single number", c -> c.outputElements() == 1 && c.rank(0) == 2,
                        "matmul_bp: \"NDArray::mulRowVector: wrong arguments\"")
                .differs("MatMul", Kind.GRADIENT, "two vectors", c -> c.rank(0) == 1 && c.rank(1) == 1,
                        "every element gets the sum of the other vector, not its element")
                .differs("MatMul", Kind.NO_GRADIENT, "a vector and a matrix", c -> c.rank(0) + c.rank(1) == 3,
                        "matmul_bp demands two matrices")
                .differs("MatMul", Kind.NO_VALUE, "ranks differ and one is above 2, or leading axes are broadcast",
                        c -> Math.max(c.rank(0), c.rank(1)) > 2, "has stacks of matrices, but does not broadcast them")
                .otherwise("MatMul", "vectors as matrices, leading axes multiplied with ones, and the sum of products of columns and rows",
                        SameDiffMatrices::sumOfProducts)
                .composed("Einsum", "products with ones where labels are missing, and sums", SameDiffEinsum::einsum)
                .one("Gemm", SameDiffMatrices::gemm)
                .differs("Gemm", Kind.NO_GRADIENT, "the product is a single number", c -> c.outputElements() == 1,
                        "matmul_bp: \"NDArray::mulRowVector: wrong arguments\"")
                .otherwise("Gemm", "the sum of products of columns and rows", SameDiffMatrices::gemmOfProducts);
    }

    private static SDVariable gemm(Call c) {
        return scaled(c, c.sd().mmul(c.in(0), c.in(1), c.flag("transA"), c.flag("transB"), false));
    }

    private static SDVariable gemmOfProducts(Call c) {
        SDVariable a = c.flag("transA") ? c.sd().permute(c.in(0), 1, 0) : c.in(0);
        SDVariable b = c.flag("transB") ? c.sd().permute(c.in(1), 1, 0) : c.in(1);
        long m = c.shape(0)[c.flag("transA") ? 1 : 0];
        long k = c.shape(0)[c.flag("transA") ? 0 : 1];
        long n = c.shape(1)[c.flag("transB") ? 0 : 1];
        return scaled(c, sumOfProducts(c, a, new long[] {m, k}, b, new long[] {k, n}));
    }

    private static SDVariable scaled(Call c, SDVariable product) {
        SDVariable scaled = product.mul(c.attributes().doubleValue("alpha"));
        return c.in().size() == 2 ? scaled : scaled.add(c.in(2).mul(c.attributes().doubleValue("beta")));
    }

    private static SDVariable sumOfProducts(Call c) {
        long[] a = c.shape(0).length == 1 ? new long[] {1, c.shape(0)[0]} : c.shape(0);
        long[] b = c.shape(1).length == 1 ? new long[] {c.shape(1)[0], 1} : c.shape(1);
        SDVariable y = sumOfProducts(c, c.sd().reshape(c.in(0), a), a, c.sd().reshape(c.in(1), b), b);
        return c.sd().reshape(y, c.outputShape());
    }

    /** a[..., m, k, 1] times b[..., 1, k, n], summed over k. */
    static SDVariable sumOfProducts(Call c, SDVariable a, long[] sizeOfA, SDVariable b, long[] sizeOfB) {
        int ra = sizeOfA.length;
        int rb = sizeOfB.length;
        int rank = Math.max(ra, rb);
        long[] wideA = new long[rank + 1];
        long[] wideB = new long[rank + 1];
        Arrays.fill(wideA, 1);
        Arrays.fill(wideB, 1);
        System.arraycopy(sizeOfA, 0, wideA, rank - ra, ra);
        System.arraycopy(sizeOfB, 0, wideB, rank - rb, rb - 2);
        System.arraycopy(sizeOfB, rb - 2, wideB, rank - 1, 2);
        SDVariable terms = c.sd().reshape(a, wideA).mul(c.sd().reshape(b, wideB));
        long[] shape = new long[rank + 1];
        Arrays.setAll(shape, i -> Math.max(wideA[i], wideB[i]));
        return c.sum(terms, rank - 1, shape);
    }
}
