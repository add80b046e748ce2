package org.espalier.core.reference;

import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.graph.Node;
import org.espalier.tensor.Shape;

/** Kernels for matrix products: for every element of the result one sum over k, in ascending order. */
final class Products {
    private Products() {}

    /** Element (i, k) of a matrix is at {@code first + i·row + k·column}. */
    private record Matrix(int row, int column) {
        int at(int first, int i, int k) {
            return first + i * row + k * column;
        }
    }

    static Kernel matmul(Node node) {
        Shape a = node.input(0).type().shape();
        Shape b = node.input(1).type().shape();
        int k = Math.toIntExact(a.length(-1));
        int m = a.rank() > 1 ? Math.toIntExact(a.length(-2)) : 1;
        int n = b.rank() > 1 ? Math.toIntExact(b.length(-1)) : 1;
        Matrix lhs = new Matrix(k, 1);
        Matrix rhs = new Matrix(n, 1);
        Shape stackA = a.slice(0, Math.max(0, a.rank() - 2));
        Shape stackB = b.slice(0, Math.max(0, b.rank() - 2));
        Shape stack = Shape.broadcast(stackA, stackB);
        IndexMap matrixOfA = IndexMap.broadcast(stack, stackA);
        IndexMap matrixOfB = IndexMap.broadcast(stack, stackB);
        int count = Math.toIntExact(stack.size());
        boolean floating = node.output().type().dtype().isFloating();
        return (inputs, outputs) -> {
            for (int s = 0; s < count; s++) {
                int firstA = matrixOfA.at(s) * m * k;
                int firstB = matrixOfB.at(s) * k * n;
                for (int i = 0; i < m; i++) {
                    for (int j = 0; j < n; j++) {
                        int at = (s * m + i) * n + j;
                        int x = lhs.at(firstA, i, 0);
                        int y = rhs.at(firstB, 0, j);
                        if (floating) {
                            outputs[0].setDouble(at, dot(inputs[0], x, 1, inputs[1], y, n, k));
                        } else {
                            outputs[0].setLong(at, dotOfLongs(inputs[0], x, 1, inputs[1], y, n, k));
                        }
                    }
                }
            }
        };
    }

    static Kernel gemm(Node node) {
        Shape a = node.input(0).type().shape();
        Shape b = node.input(1).type().shape();
        Shape y = node.output().type().shape();
        boolean transA = node.attributes().flag("transA");
        boolean transB = node.attributes().flag("transB");
        double alpha = node.attributes().doubleValue("alpha", 1);
        double beta = node.attributes().doubleValue("beta", 1);
        int m = Math.toIntExact(y.length(0));
        int n = Math.toIntExact(y.length(1));
        int k = Math.toIntExact(a.length(transA ? 0 : 1));
        Matrix lhs = transA ? new Matrix(1, m) : new Matrix(k, 1);
        Matrix rhs = transB ? new Matrix(1, k) : new Matrix(n, 1);
        IndexMap addend = node.inputs().size() < 3 ? null : IndexMap.broadcast(y, node.input(2).type().shape());
        return (inputs, outputs) -> {
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = alpha * dot(inputs[0], lhs.at(0, i, 0), lhs.column,
                            inputs[1], rhs.at(0, 0, j), rhs.row, k);
                    if (addend != null) {
                        sum += beta * inputs[2].getDouble(addend.at(i * n + j));
                    }
                    outputs[0].setDouble(i * n + j, sum);
                }
            }
        };
    }

    private static double dot(Buffer x, int atX, int stepX, Buffer y, int atY, int stepY, int n) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
            sum += x.getDouble(atX + k * stepX) * y.getDouble(atY + k * stepY);
        }
        return sum;
    }

    private static long dotOfLongs(Buffer x, int atX, int stepX, Buffer y, int atY, int stepY, int n) {
        long sum = 0;
        for (int k = 0; k < n; k++) {
            sum += x.getLong(atX + k * stepX) * y.getLong(atY + k * stepY);
        }
        return sum;
    }
}
