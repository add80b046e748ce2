package org.espalier.cpu.kernel;

import org.espalier.cpu.gemm.GemmShape;
import org.espalier.cpu.layout.Strided;
import org.espalier.tensor.Shape;

/**
 * A stack of matrix products of one shape.
 *
 * @param shape the shape of each
 * @param count the number of products, whose results lie one after the other
 * @param lhs the input that holds the left matrices
 * @param rhs the input that holds the right matrices
 * @param matricesA for each product, the number of its left matrix
 * @param matricesB for each product, the number of its right matrix
 */
record Product(GemmShape shape, int count, int lhs, int rhs, Strided matricesA, Strided matricesB) {

    /** One product of two matrices that are inputs 0 and 1. */
    static Product single(GemmShape shape) {
        Strided one = Strided.broadcast(Shape.scalar(), Shape.scalar());
        return new Product(shape, 1, 0, 1, one, one);
    }

    /** NumPy's matmul: matrices in the last two axes, vectors on either side, a stack over the other axes. */
    static Product matmul(Shape a, Shape b) {
        int k = Math.toIntExact(a.length(-1));
        int rows = a.rank() > 1 ? Math.toIntExact(a.length(-2)) : 1;
        int n = b.rank() > 1 ? Math.toIntExact(b.length(-1)) : 1;
        Shape stackA = a.slice(0, Math.max(0, a.rank() - 2));
        Shape stackB = b.slice(0, Math.max(0, b.rank() - 2));
        if (stackB.size() == 1 && stackA.size() * rows <= Integer.MAX_VALUE) {
            // One right matrix for all: their rows together are one left matrix.
            return single(GemmShape.dense(Math.toIntExact(stackA.size() * rows), n, k, false, false));
        }
        Shape stack = Shape.broadcast(stackA, stackB);
        return new Product(GemmShape.dense(rows, n, k, false, false), Math.toIntExact(stack.size()), 0, 1,
                Strided.broadcast(stack, stackA), Strided.broadcast(stack, stackB));
    }

    /** This product of two other inputs. */
    Product of(int left, int right) {
        return new Product(shape, count, left, right, matricesA, matricesB);
    }

    int startA(int i) {
        return matricesA.position(i) * shape.m() * shape.k();
    }

    int startB(int i) {
        return matricesB.position(i) * shape.k() * shape.n();
    }
}
