package org.espalier.cpu.recurrent;

import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.gemm.PanelProduct;

/**
 * Some rows of a parameter's weights in each direction, packed for products with one of a few examples' rows at a time; or
 * of two parameters side by side.
 *
 * @param sources where the weights come from; several ones are side by side
 * @param place where the packed floats begin in working memory
 */
record Weights(PanelProduct product, List<Source> sources, int place) {
    /** The parameter W among a node's inputs. */
    static final int W = 1;
    /** The parameter R. */
    static final int R = 2;

    /**
     * Rows of a parameter.
     *
     * @param first the first row's beginning within a direction
     * @param stride the distance of two directions
     * @param columns the length of a row
     */
    record Source(int input, int first, int stride, int columns) {}

    /** The rows of one parameter, which take their place in working memory. */
    static Weights of(PanelProduct product, int input, int first, int stride, int directions, Memory memory) {
        return new Weights(product, List.of(new Source(input, first, stride, 0)),
                memory.take(directions * product.packedFloats()));
    }

    /** All rows of R as deltas are multiplied with, and behind them those of W where both products are made at once. */
    static Weights back(RecurrentShape s, boolean withInput, int rows, Memory memory, Arithmetic arithmetic) {
        int m = s.inputs();
        int n = s.hidden();
        int k = s.weightRows();
        PanelProduct product = new PanelProduct(withInput ? n + m : n, k, false, rows, arithmetic);
        Source hidden = new Source(R, 0, k * n, n);
        return new Weights(product, withInput ? List.of(hidden, new Source(W, 0, k * m, m)) : List.of(hidden),
                memory.take(s.directions() * product.packedFloats()));
    }

    void pack(int direction, int panel, Buffer[] in, float[] work, int base) {
        int column = 0;
        for (int i = 0; i < sources.size(); i++) {
            Source s = sources.get(i);
            Buffer b = in[s.input()];
            int from = b.offset() + direction * s.stride() + s.first();
            if (sources.size() == 1) {
                product.pack(panel, b.f32(), from, work, base + at(direction));
            } else {
                product.pack(panel, b.f32(), from, column, s.columns(), work, base + at(direction));
            }
            column += s.columns();
        }
    }

    /** Where the packed floats of a direction begin in working memory. */
    int at(int direction) {
        return place + direction * product.packedFloats();
    }
}
