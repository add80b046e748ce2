package org.espalier.cpu.plain;

import org.espalier.cpu.arith.LineTransform;
import org.espalier.cpu.arith.WinogradTransforms;

/** The transforms of Winograd's convolution in plain loops. */
public final class PlainWinograd implements WinogradTransforms {
    private static final LineTransform INPUT = new PlainTransform(6, 6, PlainWinograd::input);
    private static final LineTransform OUTPUT = new PlainTransform(6, 4, PlainWinograd::output);
    private static final LineTransform GRADIENT = new PlainTransform(4, 6, PlainWinograd::gradient);
    private static final LineTransform WEIGHT = new PlainTransform(3, 6, PlainWinograd::weight);
    private static final LineTransform WEIGHT_GRADIENT = new PlainTransform(6, 3, PlainWinograd::weightGradient);

    @Override
    public LineTransform input() {
        return INPUT;
    }

    @Override
    public LineTransform output() {
        return OUTPUT;
    }

    @Override
    public LineTransform gradient() {
        return GRADIENT;
    }

    @Override
    public LineTransform weight() {
        return WEIGHT;
    }

    @Override
    public LineTransform weightGradient() {
        return WEIGHT_GRADIENT;
    }

    private static void input(float[][] from, float[][] to, int n) {
        float[] d0 = from[0], d1 = from[1], d2 = from[2], d3 = from[3], d4 = from[4], d5 = from[5];
        float[] r0 = to[0], r1 = to[1], r2 = to[2], r3 = to[3], r4 = to[4], r5 = to[5];
        for (int i = 0; i < n; i++) {
            float evenA = Math.fma(d2[i], -B2, d4[i]);
            float oddA = Math.fma(d1[i], -B2, d3[i]) * A;
            float evenB = Math.fma(d2[i], -A2, d4[i]);
            float oddB = Math.fma(d1[i], -A2, d3[i]) * B;
            r0[i] = Math.fma(d2[i], -SUM, Math.fma(d0[i], PRODUCT, d4[i]));
            r1[i] = evenA + oddA;
            r2[i] = evenA - oddA;
            r3[i] = evenB + oddB;
            r4[i] = evenB - oddB;
            r5[i] = Math.fma(d3[i], -SUM, Math.fma(d1[i], PRODUCT, d5[i]));
        }
    }

    private static void output(float[][] from, float[][] to, int n) {
        float[] m0 = from[0], m1 = from[1], m2 = from[2], m3 = from[3], m4 = from[4], m5 = from[5];
        float[] r0 = to[0], r1 = to[1], r2 = to[2], r3 = to[3];
        for (int i = 0; i < n; i++) {
            float evenA = m1[i] + m2[i];
            float oddA = m1[i] - m2[i];
            float evenB = m3[i] + m4[i];
            float oddB = m3[i] - m4[i];
            r0[i] = m0[i] + evenA + evenB;
            r1[i] = Math.fma(oddB, B, oddA * A);
            r2[i] = Math.fma(evenB, B2, evenA * A2);
            r3[i] = Math.fma(oddB, B3, Math.fma(oddA, A3, m5[i]));
        }
    }

    private static void gradient(float[][] from, float[][] to, int n) {
        float[] g0 = from[0], g1 = from[1], g2 = from[2], g3 = from[3];
        float[] r0 = to[0], r1 = to[1], r2 = to[2], r3 = to[3], r4 = to[4], r5 = to[5];
        for (int i = 0; i < n; i++) {
            float evenA = Math.fma(g2[i], A2, g0[i]);
            float oddA = Math.fma(g3[i], A3, g1[i] * A);
            float evenB = Math.fma(g2[i], B2, g0[i]);
            float oddB = Math.fma(g3[i], B3, g1[i] * B);
            r0[i] = g0[i];
            r1[i] = evenA + oddA;
            r2[i] = evenA - oddA;
            r3[i] = evenB + oddB;
            r4[i] = evenB - oddB;
            r5[i] = g3[i];
        }
    }

    private static void weight(float[][] from, float[][] to, int n) {
        float[] w0 = from[0], w1 = from[1], w2 = from[2];
        float[] r0 = to[0], r1 = to[1], r2 = to[2], r3 = to[3], r4 = to[4], r5 = to[5];
        for (int i = 0; i < n; i++) {
            float evenA = Math.fma(w2[i], A_2, w0[i] * A_0);
            float oddA = w1[i] * A_1;
            float evenB = Math.fma(w2[i], B_2, w0[i] * B_0);
            float oddB = w1[i] * B_1;
            r0[i] = w0[i] * ZERO;
            r1[i] = evenA + oddA;
            r2[i] = evenA - oddA;
            r3[i] = evenB + oddB;
            r4[i] = evenB - oddB;
            r5[i] = w2[i];
        }
    }

    private static void weightGradient(float[][] from, float[][] to, int n) {
        float[] m0 = from[0], m1 = from[1], m2 = from[2], m3 = from[3], m4 = from[4], m5 = from[5];
        float[] r0 = to[0], r1 = to[1], r2 = to[2];
        for (int i = 0; i < n; i++) {
            float evenA = m1[i] + m2[i];
            float oddA = m1[i] - m2[i];
            float evenB = m3[i] + m4[i];
            float oddB = m3[i] - m4[i];
            r0[i] = Math.fma(evenB, B_0, Math.fma(evenA, A_0, m0[i] * ZERO));
            r1[i] = Math.fma(oddB, B_1, oddA * A_1);
            r2[i] = Math.fma(evenB, B_2, Math.fma(evenA, A_2, m5[i]));
        }
    }
}
