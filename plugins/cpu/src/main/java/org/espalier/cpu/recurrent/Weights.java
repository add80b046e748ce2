package org.espalier.cpu.recurrent;

import org.espalier.backend.Buffer;
import org.espalier.cpu.gemm.PanelProduct;

/**
 * Some rows of a parameter's weights in each direction, packed for products with one of a few examples' rows at a time.
 *
 * @param input the parameter: W or R among a node's inputs
 * @param first the first row's beginning within a direction
 * @param stride the distance of two directions
 * @param place where the packed floats begin in working memory
 */
record Weights(PanelProduct product, int input, int first, int stride, int place) {
    /** The parameter W among a node's inputs. */
    static final int W = 1;
    /** The parameter R. */
    static final int R = 2;

    void pack(int direction, int panel, Buffer[] in, float[] work, int base) {
        Buffer from = in[input];
        product.pack(panel, from.f32(), from.offset() + direction * stride + first, work, base + at(direction));
    }

    /** Where the packed floats of a direction begin in working memory. */
    int at(int direction) {
        return place + direction * product.packedFloats();
    }
}
