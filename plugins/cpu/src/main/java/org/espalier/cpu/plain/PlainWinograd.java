package org.espalier.cpu.plain;

import static org.espalier.cpu.arith.LineTransform.GROUP;

import org.espalier.cpu.arith.LineTransform;
import org.espalier.cpu.arith.Lines;
import org.espalier.cpu.arith.WinogradTransforms;

/** The transforms of Winograd's convolution, element by element. */
public final class PlainWinograd implements WinogradTransforms {
    @Override
    public LineTransform input() {
        return PlainWinograd::input;
    }

    @Override
    public LineTransform output() {
        return PlainWinograd::output;
    }

    @Override
    public LineTransform gradient() {
        return PlainWinograd::gradient;
    }

    @Override
    public LineTransform weight() {
        return PlainWinograd::weight;
    }

    @Override
    public LineTransform weightGradient() {
        return PlainWinograd::weightGradient;
    }

    private static void input(int rows, int groups, float[] from, int at, Lines source, float[] to, int toAt, Lines target) {
        int s = source.point(), wrap = source.wrap(), t = target.point();
        for (int row = 0; row < rows; row++) {
            for (int group = 0; group < groups; group++) {
                int p = at + row * source.row() + group * source.group();
                int q = toAt + row * target.row() + group * target.group();
                for (int i = 0; i < GROUP; i++, p++, q++) {
                    float d0 = from[p];
                    float d1 = from[p + s];
                    float d2 = from[p + 2 * s];
                    float d3 = from[p + 3 * s];
                    float d4 = from[p + wrap];
                    float d5 = from[p + wrap + s];
                    float evenA = Math.fma(d2, -B2, d4);
                    float oddA = Math.fma(d1, -B2, d3) * A;
                    float evenB = Math.fma(d2, -A2, d4);
                    float oddB = Math.fma(d1, -A2, d3) * B;
                    to[q] = Math.fma(d2, -SUM, Math.fma(d0, PRODUCT, d4));
                    to[q + t] = evenA + oddA;
                    to[q + 2 * t] = evenA - oddA;
                    to[q + 3 * t] = evenB + oddB;
                    to[q + 4 * t] = evenB - oddB;
                    to[q + 5 * t] = Math.fma(d3, -SUM, Math.fma(d1, PRODUCT, d5));
                }
            }
        }
    }

    private static void output(int rows, int groups, float[] from, int at, Lines source, float[] to, int toAt, Lines target) {
        int s = source.point(), t = target.point();
        for (int row = 0; row < rows; row++) {
            for (int group = 0; group < groups; group++) {
                int p = at + row * source.row() + group * source.group();
                int q = toAt + row * target.row() + group * target.group();
                for (int i = 0; i < GROUP; i++, p++, q++) {
                    float m0 = from[p];
                    float m1 = from[p + s];
                    float m2 = from[p + 2 * s];
                    float m3 = from[p + 3 * s];
                    float m4 = from[p + 4 * s];
                    float m5 = from[p + 5 * s];
                    float evenA = m1 + m2;
                    float oddA = m1 - m2;
                    float evenB = m3 + m4;
                    float oddB = m3 - m4;
                    to[q] = m0 + evenA + evenB;
                    to[q + t] = Math.fma(oddB, B, oddA * A);
                    to[q + 2 * t] = Math.fma(evenB, B2, evenA * A2);
                    to[q + 3 * t] = Math.fma(oddB, B3, Math.fma(oddA, A3, m5));
                }
            }
        }
    }

    private static void gradient(int rows, int groups, float[] from, int at, Lines source, float[] to, int toAt, Lines target) {
        int s = source.point(), t = target.point();
        for (int row = 0; row < rows; row++) {
            for (int group = 0; group < groups; group++) {
                int p = at + row * source.row() + group * source.group();
                int q = toAt + row * target.row() + group * target.group();
                for (int i = 0; i < GROUP; i++, p++, q++) {
                    float g0 = from[p];
                    float g1 = from[p + s];
                    float g2 = from[p + 2 * s];
                    float g3 = from[p + 3 * s];
                    float evenA = Math.fma(g2, A2, g0);
                    float oddA = Math.fma(g3, A3, g1 * A);
                    float evenB = Math.fma(g2, B2, g0);
                    float oddB = Math.fma(g3, B3, g1 * B);
                    to[q] = g0;
                    to[q + t] = evenA + oddA;
                    to[q + 2 * t] = evenA - oddA;
                    to[q + 3 * t] = evenB + oddB;
                    to[q + 4 * t] = evenB - oddB;
                    to[q + 5 * t] = g3;
                }
            }
        }
    }

    private static void weight(int rows, int groups, float[] from, int at, Lines source, float[] to, int toAt, Lines target) {
        int s = source.point(), t = target.point();
        for (int row = 0; row < rows; row++) {
            for (int group = 0; group < groups; group++) {
                int p = at + row * source.row() + group * source.group();
                int q = toAt + row * target.row() + group * target.group();
                for (int i = 0; i < GROUP; i++, p++, q++) {
                    float w0 = from[p];
                    float w1 = from[p + s];
                    float w2 = from[p + 2 * s];
                    float evenA = Math.fma(w2, A_2, w0 * A_0);
                    float oddA = w1 * A_1;
                    float evenB = Math.fma(w2, B_2, w0 * B_0);
                    float oddB = w1 * B_1;
                    to[q] = w0 * ZERO;
                    to[q + t] = evenA + oddA;
                    to[q + 2 * t] = evenA - oddA;
                    to[q + 3 * t] = evenB + oddB;
                    to[q + 4 * t] = evenB - oddB;
                    to[q + 5 * t] = w2;
                }
            }
        }
    }

    private static void weightGradient(int rows, int groups, float[] from, int at, Lines source, float[] to, int toAt, Lines target) {
        int s = source.point(), t = target.point();
        for (int row = 0; row < rows; row++) {
            for (int group = 0; group < groups; group++) {
                int p = at + row * source.row() + group * source.group();
                int q = toAt + row * target.row() + group * target.group();
                for (int i = 0; i < GROUP; i++, p++, q++) {
                    float m0 = from[p];
                    float m1 = from[p + s];
                    float m2 = from[p + 2 * s];
                    float m3 = from[p + 3 * s];
                    float m4 = from[p + 4 * s];
                    float m5 = from[p + 5 * s];
                    float evenA = m1 + m2;
                    float oddA = m1 - m2;
                    float evenB = m3 + m4;
                    float oddB = m3 - m4;
                    to[q] = Math.fma(evenB, B_0, Math.fma(evenA, A_0, m0 * ZERO));
                    to[q + t] = Math.fma(oddB, B_1, oddA * A_1);
                    to[q + 2 * t] = Math.fma(evenB, B_2, Math.fma(evenA, A_2, m5));
                }
            }
        }
    }
}
