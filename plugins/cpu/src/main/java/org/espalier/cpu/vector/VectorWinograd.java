package org.espalier.cpu.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.espalier.cpu.arith.LineTransform;
import org.espalier.cpu.arith.Lines;
import org.espalier.cpu.arith.WarmingTransform;
import org.espalier.cpu.arith.WinogradTransforms;

/** The transforms of Winograd's convolution in vectors. */
final class VectorWinograd implements WinogradTransforms {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int LANES = S.length();
    private static final Class<?> EXACT = Vectors.EXACT_FLOATS;

    private final LineTransform input;
    private final LineTransform output;
    private final LineTransform gradient;
    private final LineTransform weight;
    private final LineTransform weightGradient;

    /** Transforms, and others that stand in until these are compiled. */
    VectorWinograd(WinogradTransforms plain) {
        input = new WarmingTransform(VectorWinograd::input, plain.input());
        output = new WarmingTransform(VectorWinograd::output, plain.output());
        gradient = new WarmingTransform(VectorWinograd::gradient, plain.gradient());
        weight = new WarmingTransform(VectorWinograd::weight, plain.weight());
        weightGradient = new WarmingTransform(VectorWinograd::weightGradient, plain.weightGradient());
    }

    @Override
    public LineTransform input() {
        return input;
    }

    @Override
    public LineTransform output() {
        return output;
    }

    @Override
    public LineTransform gradient() {
        return gradient;
    }

    @Override
    public LineTransform weight() {
        return weight;
    }

    @Override
    public LineTransform weightGradient() {
        return weightGradient;
    }

    private static void input(int rows, int n, float[] from, int at, Lines source, float[] to, int toAt, Lines target) {
        int s = source.point(), wrap = source.wrap(), t = target.point();
        FloatVector product = FloatVector.broadcast(S, PRODUCT);
        FloatVector minusSum = FloatVector.broadcast(S, -SUM);
        FloatVector a = FloatVector.broadcast(S, A);
        FloatVector b = FloatVector.broadcast(S, B);
        FloatVector minusA2 = FloatVector.broadcast(S, -A2);
        FloatVector minusB2 = FloatVector.broadcast(S, -B2);
        for (int row = 0; row < rows; row++) {
            int first = at + row * source.row();
            int result = toAt + row * target.row();
            for (int i = 0; i < n; i += LANES) {
                int p = first + i;
                int q = result + i;
                FloatVector d0 = load(from, p);
                FloatVector d1 = load(from, p + s);
                FloatVector d2 = load(from, p + 2 * s);
                FloatVector d3 = load(from, p + 3 * s);
                FloatVector d4 = load(from, p + wrap);
                FloatVector d5 = load(from, p + wrap + s);
                FloatVector evenA = d2.fma(minusB2, d4);
                FloatVector oddA = d1.fma(minusB2, d3).mul(a);
                FloatVector evenB = d2.fma(minusA2, d4);
                FloatVector oddB = d1.fma(minusA2, d3).mul(b);
                d2.fma(minusSum, d0.fma(product, d4)).intoArray(to, q);
                evenA.add(oddA).intoArray(to, q + t);
                evenA.sub(oddA).intoArray(to, q + 2 * t);
                evenB.add(oddB).intoArray(to, q + 3 * t);
                evenB.sub(oddB).intoArray(to, q + 4 * t);
                d3.fma(minusSum, d1.fma(product, d5)).intoArray(to, q + 5 * t);
            }
        }
    }

    private static void output(int rows, int n, float[] from, int at, Lines source, float[] to, int toAt, Lines target) {
        int s = source.point(), t = target.point();
        FloatVector a = FloatVector.broadcast(S, A);
        FloatVector b = FloatVector.broadcast(S, B);
        FloatVector a2 = FloatVector.broadcast(S, A2);
        FloatVector b2 = FloatVector.broadcast(S, B2);
        FloatVector a3 = FloatVector.broadcast(S, A3);
        FloatVector b3 = FloatVector.broadcast(S, B3);
        for (int row = 0; row < rows; row++) {
            int first = at + row * source.row();
            int result = toAt + row * target.row();
            for (int i = 0; i < n; i += LANES) {
                int p = first + i;
                int q = result + i;
                FloatVector m0 = load(from, p);
                FloatVector m1 = load(from, p + s);
                FloatVector m2 = load(from, p + 2 * s);
                FloatVector m3 = load(from, p + 3 * s);
                FloatVector m4 = load(from, p + 4 * s);
                FloatVector m5 = load(from, p + 5 * s);
                FloatVector evenA = m1.add(m2);
                FloatVector oddA = m1.sub(m2);
                FloatVector evenB = m3.add(m4);
                FloatVector oddB = m3.sub(m4);
                m0.add(evenA).add(evenB).intoArray(to, q);
                oddB.fma(b, oddA.mul(a)).intoArray(to, q + t);
                evenB.fma(b2, evenA.mul(a2)).intoArray(to, q + 2 * t);
                oddB.fma(b3, oddA.fma(a3, m5)).intoArray(to, q + 3 * t);
            }
        }
    }

    private static void gradient(int rows, int n, float[] from, int at, Lines source, float[] to, int toAt, Lines target) {
        int s = source.point(), t = target.point();
        FloatVector a = FloatVector.broadcast(S, A);
        FloatVector b = FloatVector.broadcast(S, B);
        FloatVector a2 = FloatVector.broadcast(S, A2);
        FloatVector b2 = FloatVector.broadcast(S, B2);
        FloatVector a3 = FloatVector.broadcast(S, A3);
        FloatVector b3 = FloatVector.broadcast(S, B3);
        for (int row = 0; row < rows; row++) {
            int first = at + row * source.row();
            int result = toAt + row * target.row();
            for (int i = 0; i < n; i += LANES) {
                int p = first + i;
                int q = result + i;
                FloatVector g0 = load(from, p);
                FloatVector g1 = load(from, p + s);
                FloatVector g2 = load(from, p + 2 * s);
                FloatVector g3 = load(from, p + 3 * s);
                FloatVector evenA = g2.fma(a2, g0);
                FloatVector oddA = g3.fma(a3, g1.mul(a));
                FloatVector evenB = g2.fma(b2, g0);
                FloatVector oddB = g3.fma(b3, g1.mul(b));
                g0.intoArray(to, q);
                evenA.add(oddA).intoArray(to, q + t);
                evenA.sub(oddA).intoArray(to, q + 2 * t);
                evenB.add(oddB).intoArray(to, q + 3 * t);
                evenB.sub(oddB).intoArray(to, q + 4 * t);
                g3.intoArray(to, q + 5 * t);
            }
        }
    }

    private static void weight(int rows, int n, float[] from, int at, Lines source, float[] to, int toAt, Lines target) {
        int s = source.point(), t = target.point();
        FloatVector zero = FloatVector.broadcast(S, ZERO);
        FloatVector a0 = FloatVector.broadcast(S, A_0);
        FloatVector a1 = FloatVector.broadcast(S, A_1);
        FloatVector a2 = FloatVector.broadcast(S, A_2);
        FloatVector b0 = FloatVector.broadcast(S, B_0);
        FloatVector b1 = FloatVector.broadcast(S, B_1);
        FloatVector b2 = FloatVector.broadcast(S, B_2);
        for (int row = 0; row < rows; row++) {
            int first = at + row * source.row();
            int result = toAt + row * target.row();
            for (int i = 0; i < n; i += LANES) {
                int p = first + i;
                int q = result + i;
                FloatVector w0 = load(from, p);
                FloatVector w1 = load(from, p + s);
                FloatVector w2 = load(from, p + 2 * s);
                FloatVector evenA = w2.fma(a2, w0.mul(a0));
                FloatVector oddA = w1.mul(a1);
                FloatVector evenB = w2.fma(b2, w0.mul(b0));
                FloatVector oddB = w1.mul(b1);
                w0.mul(zero).intoArray(to, q);
                evenA.add(oddA).intoArray(to, q + t);
                evenA.sub(oddA).intoArray(to, q + 2 * t);
                evenB.add(oddB).intoArray(to, q + 3 * t);
                evenB.sub(oddB).intoArray(to, q + 4 * t);
                w2.intoArray(to, q + 5 * t);
            }
        }
    }

    private static void weightGradient(int rows, int n, float[] from, int at, Lines source, float[] to, int toAt, Lines target) {
        int s = source.point(), t = target.point();
        FloatVector zero = FloatVector.broadcast(S, ZERO);
        FloatVector a0 = FloatVector.broadcast(S, A_0);
        FloatVector a1 = FloatVector.broadcast(S, A_1);
        FloatVector a2 = FloatVector.broadcast(S, A_2);
        FloatVector b0 = FloatVector.broadcast(S, B_0);
        FloatVector b1 = FloatVector.broadcast(S, B_1);
        FloatVector b2 = FloatVector.broadcast(S, B_2);
        for (int row = 0; row < rows; row++) {
            int first = at + row * source.row();
            int result = toAt + row * target.row();
            for (int i = 0; i < n; i += LANES) {
                int p = first + i;
                int q = result + i;
                FloatVector m0 = load(from, p);
                FloatVector m1 = load(from, p + s);
                FloatVector m2 = load(from, p + 2 * s);
                FloatVector m3 = load(from, p + 3 * s);
                FloatVector m4 = load(from, p + 4 * s);
                FloatVector m5 = load(from, p + 5 * s);
                FloatVector evenA = m1.add(m2);
                FloatVector oddA = m1.sub(m2);
                FloatVector evenB = m3.add(m4);
                FloatVector oddB = m3.sub(m4);
                evenB.fma(b0, evenA.fma(a0, m0.mul(zero))).intoArray(to, q);
                oddB.fma(b1, oddA.mul(a1)).intoArray(to, q + t);
                evenB.fma(b2, evenA.fma(a2, m5)).intoArray(to, q + 2 * t);
            }
        }
    }

    /** A vector whose class the compiler knows, whatever vectors of other lengths the same code of the library has seen. */
    private static FloatVector load(float[] from, int at) {
        return (FloatVector) EXACT.cast(FloatVector.fromArray(S, from, at));
    }
}
