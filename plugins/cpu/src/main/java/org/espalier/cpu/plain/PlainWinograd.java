package org.espalier.cpu.plain;

import org.espalier.cpu.arith.LineTransform;
import org.espalier.cpu.arith.WinogradTransforms;

/** The transforms of Winograd's convolution in plain loops, one for each point. */
public final class PlainWinograd implements WinogradTransforms {
    private static final LineTransform INPUT = new PlainTransform(6,
            PlainWinograd::input0,
            PlainWinograd::input1,
            PlainWinograd::input2,
            PlainWinograd::input3,
            PlainWinograd::input4,
            PlainWinograd::input5);
    private static final LineTransform OUTPUT = new PlainTransform(6,
            PlainWinograd::output0,
            PlainWinograd::output1,
            PlainWinograd::output2,
            PlainWinograd::output3);
    private static final LineTransform GRADIENT = new PlainTransform(4,
            (from, to, n) -> System.arraycopy(from[0], 0, to, 0, n),
            PlainWinograd::gradient1,
            PlainWinograd::gradient2,
            PlainWinograd::gradient3,
            PlainWinograd::gradient4,
            (from, to, n) -> System.arraycopy(from[3], 0, to, 0, n));
    private static final LineTransform WEIGHT = new PlainTransform(3,
            PlainWinograd::weight0,
            PlainWinograd::weight1,
            PlainWinograd::weight2,
            PlainWinograd::weight3,
            PlainWinograd::weight4,
            (from, to, n) -> System.arraycopy(from[2], 0, to, 0, n));
    private static final LineTransform WEIGHT_GRADIENT = new PlainTransform(6,
            PlainWinograd::weightGradient0,
            PlainWinograd::weightGradient1,
            PlainWinograd::weightGradient2);

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

    private static void input0(float[][] from, float[] to, int n) {
        float[] d0 = from[0], d2 = from[2], d4 = from[4];
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(d2[i], -SUM, Math.fma(d0[i], PRODUCT, d4[i]));
        }
    }

    private static void input1(float[][] from, float[] to, int n) {
        float[] d1 = from[1], d2 = from[2], d3 = from[3], d4 = from[4];
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(d2[i], -B2, d4[i]) + Math.fma(d1[i], -B2, d3[i]) * A;
        }
    }

    private static void input2(float[][] from, float[] to, int n) {
        float[] d1 = from[1], d2 = from[2], d3 = from[3], d4 = from[4];
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(d2[i], -B2, d4[i]) - Math.fma(d1[i], -B2, d3[i]) * A;
        }
    }

    private static void input3(float[][] from, float[] to, int n) {
        float[] d1 = from[1], d2 = from[2], d3 = from[3], d4 = from[4];
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(d2[i], -A2, d4[i]) + Math.fma(d1[i], -A2, d3[i]) * B;
        }
    }

    private static void input4(float[][] from, float[] to, int n) {
        float[] d1 = from[1], d2 = from[2], d3 = from[3], d4 = from[4];
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(d2[i], -A2, d4[i]) - Math.fma(d1[i], -A2, d3[i]) * B;
        }
    }

    private static void input5(float[][] from, float[] to, int n) {
        float[] d1 = from[1], d3 = from[3], d5 = from[5];
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(d3[i], -SUM, Math.fma(d1[i], PRODUCT, d5[i]));
        }
    }

    private static void output0(float[][] from, float[] to, int n) {
        float[] m0 = from[0], m1 = from[1], m2 = from[2], m3 = from[3], m4 = from[4];
        for (int i = 0; i < n; i++) {
            to[i] = m0[i] + (m1[i] + m2[i]) + (m3[i] + m4[i]);
        }
    }

    private static void output1(float[][] from, float[] to, int n) {
        float[] m1 = from[1], m2 = from[2], m3 = from[3], m4 = from[4];
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(m3[i] - m4[i], B, (m1[i] - m2[i]) * A);
        }
    }

    private static void output2(float[][] from, float[] to, int n) {
        float[] m1 = from[1], m2 = from[2], m3 = from[3], m4 = from[4];
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(m3[i] + m4[i], B2, (m1[i] + m2[i]) * A2);
        }
    }

    private static void output3(float[][] from, float[] to, int n) {
        float[] m1 = from[1], m2 = from[2], m3 = from[3], m4 = from[4], m5 = from[5];
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(m3[i] - m4[i], B3, Math.fma(m1[i] - m2[i], A3, m5[i]));
        }
    }

    private static void gradient1(float[][] from, float[] to, int n) {
        float[] g0 = from[0], g1 = from[1], g2 = from[2], g3 = from[3];
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(g2[i], A2, g0[i]) + Math.fma(g3[i], A3, g1[i] * A);
        }
    }

    private static void gradient2(float[][] from, float[] to, int n) {
        float[] g0 = from[0], g1 = from[1], g2 = from[2], g3 = from[3];
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(g2[i], A2, g0[i]) - Math.fma(g3[i], A3, g1[i] * A);
        }
    }

    private static void gradient3(float[][] from, float[] to, int n) {
        float[] g0 = from[0], g1 = from[1], g2 = from[2], g3 = from[3];
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(g2[i], B2, g0[i]) + Math.fma(g3[i], B3, g1[i] * B);
        }
    }

    private static void gradient4(float[][] from, float[] to, int n) {
        float[] g0 = from[0], g1 = from[1], g2 = from[2], g3 = from[3];
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(g2[i], B2, g0[i]) - Math.fma(g3[i], B3, g1[i] * B);
        }
    }

    private static void weight0(float[][] from, float[] to, int n) {
        float[] w0 = from[0];
        for (int i = 0; i < n; i++) {
            to[i] = w0[i] * ZERO;
        }
    }

    private static void weight1(float[][] from, float[] to, int n) {
        float[] w0 = from[0], w1 = from[1], w2 = from[2];
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(w2[i], A_2, w0[i] * A_0) + w1[i] * A_1;
        }
    }

    private static void weight2(float[][] from, float[] to, int n) {
        float[] w0 = from[0], w1 = from[1], w2 = from[2];
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(w2[i], A_2, w0[i] * A_0) - w1[i] * A_1;
        }
    }

    private static void weight3(float[][] from, float[] to, int n) {
        float[] w0 = from[0], w1 = from[1], w2 = from[2];
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(w2[i], B_2, w0[i] * B_0) + w1[i] * B_1;
        }
    }

    private static void weight4(float[][] from, float[] to, int n) {
        float[] w0 = from[0], w1 = from[1], w2 = from[2];
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(w2[i], B_2, w0[i] * B_0) - w1[i] * B_1;
        }
    }

    private static void weightGradient0(float[][] from, float[] to, int n) {
        float[] m0 = from[0], m1 = from[1], m2 = from[2], m3 = from[3], m4 = from[4];
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(m3[i] + m4[i], B_0, Math.fma(m1[i] + m2[i], A_0, m0[i] * ZERO));
        }
    }

    private static void weightGradient1(float[][] from, float[] to, int n) {
        float[] m1 = from[1], m2 = from[2], m3 = from[3], m4 = from[4];
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(m3[i] - m4[i], B_1, (m1[i] - m2[i]) * A_1);
        }
    }

    private static void weightGradient2(float[][] from, float[] to, int n) {
        float[] m1 = from[1], m2 = from[2], m3 = from[3], m4 = from[4], m5 = from[5];
        for (int i = 0; i < n; i++) {
            to[i] = Math.fma(m3[i] + m4[i], B_2, Math.fma(m1[i] + m2[i], A_2, m5[i]));
        }
    }
}
