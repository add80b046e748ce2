package org.espalier.core.reference;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.backend.KernelFactory;
import org.espalier.graph.Node;
import org.espalier.tensor.Shape;

/**
 * Kernels that compute each element of the output from the elements of the inputs at the same place, after
 * broadcasting: floating dtypes in double precision, rounded once when stored; integers and truth values in long.
 */
abstract class Elementwise implements Kernel {
    private final IndexMap[] maps;

    private Elementwise(Node node) {
        Shape to = node.output().type().shape();
        this.maps = node.inputTypes().stream().map(t -> IndexMap.broadcast(to, t.shape())).toArray(IndexMap[]::new);
    }

    /** One input; without a function of longs there is no kernel for integers. */
    static KernelFactory unary(DoubleUnaryOperator doubles, LongUnaryOperator longs) {
        return node -> {
            if (node.input(0).type().dtype().isFloating()) {
                return new Elementwise(node) {
                    @Override
                    void element(int i, Buffer[] in, Buffer out) {
                        out.setDouble(i, doubles.applyAsDouble(in[0].getDouble(at(0, i))));
                    }
                };
            }
            return longs == null ? null : new Elementwise(node) {
                @Override
                void element(int i, Buffer[] in, Buffer out) {
                    out.setLong(i, longs.applyAsLong(in[0].getLong(at(0, i))));
                }
            };
        };
    }

    /** Two inputs; without a function of longs there is no kernel for integers. */
    static KernelFactory binary(DoubleBinaryOperator doubles, LongBinaryOperator longs) {
        return node -> {
            if (node.input(0).type().dtype().isFloating()) {
                return new Elementwise(node) {
                    @Override
                    void element(int i, Buffer[] in, Buffer out) {
                        out.setDouble(i, doubles.applyAsDouble(in[0].getDouble(at(0, i)), in[1].getDouble(at(1, i))));
                    }
                };
            }
            return longs == null ? null : new Elementwise(node) {
                @Override
                void element(int i, Buffer[] in, Buffer out) {
                    out.setLong(i, longs.applyAsLong(in[0].getLong(at(0, i)), in[1].getLong(at(1, i))));
                }
            };
        };
    }

    /** The second input where the first holds, otherwise the third. */
    static Kernel where(Node node) {
        return new Elementwise(node) {
            @Override
            void element(int i, Buffer[] in, Buffer out) {
                int chosen = in[0].getLong(at(0, i)) != 0 ? 1 : 2;
                Moves.element(in[chosen], at(chosen, i), out, i);
            }
        };
    }

    /** The input in the output's dtype. */
    static Kernel cast(Node node) {
        boolean floating = node.input(0).type().dtype().isFloating();
        return new Elementwise(node) {
            @Override
            void element(int i, Buffer[] in, Buffer out) {
                if (floating) {
                    out.setDouble(i, in[0].getDouble(i));
                } else {
                    out.setLong(i, in[0].getLong(i));
                }
            }
        };
    }

    abstract void element(int i, Buffer[] in, Buffer out);

    final int at(int input, int i) {
        return maps[input].at(i);
    }

    @Override
    public final void run(Buffer[] inputs, Buffer[] outputs) {
        Buffer out = outputs[0];
        for (int i = 0; i < out.length(); i++) {
            element(i, inputs, out);
        }
    }

    @Override
    public final boolean inPlace(int input, int output) {
        return maps[input].isIdentity();
    }
}
