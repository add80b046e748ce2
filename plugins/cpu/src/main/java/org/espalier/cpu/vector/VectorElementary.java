package org.espalier.cpu.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.espalier.backend.BlockFunction;
import org.espalier.cpu.arith.FloatMath;

/** Element-wise functions that are one or two vector operations. */
final class VectorElementary {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final int WIDTH = S.length();
    private static final Class<?> EXACT = Vectors.EXACT_FLOATS;

    private VectorElementary() {}

    static final BlockFunction ADD = (in, at, out, to, n) -> {
        float[] a = in[0], b = in[1];
        int p = at[0], q = at[1], i = 0;
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, p + i), y = FloatVector.fromArray(S, b, q + i);
            x.add(y).intoArray(out, to + i);
        }
        for (; i < n; i++) {
            out[to + i] = a[p + i] + b[q + i];
        }
    };

    static final BlockFunction SUB = (in, at, out, to, n) -> {
        float[] a = in[0], b = in[1];
        int p = at[0], q = at[1], i = 0;
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, p + i), y = FloatVector.fromArray(S, b, q + i);
            x.sub(y).intoArray(out, to + i);
        }
        for (; i < n; i++) {
            out[to + i] = a[p + i] - b[q + i];
        }
    };

    static final BlockFunction MUL = (in, at, out, to, n) -> {
        float[] a = in[0], b = in[1];
        int p = at[0], q = at[1], i = 0;
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, p + i), y = FloatVector.fromArray(S, b, q + i);
            x.mul(y).intoArray(out, to + i);
        }
        for (; i < n; i++) {
            out[to + i] = a[p + i] * b[q + i];
        }
    };

    static final BlockFunction DIV = (in, at, out, to, n) -> {
        float[] a = in[0], b = in[1];
        int p = at[0], q = at[1], i = 0;
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, p + i), y = FloatVector.fromArray(S, b, q + i);
            x.div(y).intoArray(out, to + i);
        }
        for (; i < n; i++) {
            out[to + i] = a[p + i] / b[q + i];
        }
    };

    static final BlockFunction MAX = (in, at, out, to, n) -> {
        float[] a = in[0], b = in[1];
        int p = at[0], q = at[1], i = 0;
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, p + i), y = FloatVector.fromArray(S, b, q + i);
            x.max(y).intoArray(out, to + i);
        }
        for (; i < n; i++) {
            out[to + i] = Math.max(a[p + i], b[q + i]);
        }
    };

    static final BlockFunction MIN = (in, at, out, to, n) -> {
        float[] a = in[0], b = in[1];
        int p = at[0], q = at[1], i = 0;
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, p + i), y = FloatVector.fromArray(S, b, q + i);
            x.min(y).intoArray(out, to + i);
        }
        for (; i < n; i++) {
            out[to + i] = Math.min(a[p + i], b[q + i]);
        }
    };

    static final BlockFunction EQUAL = (in, at, out, to, n) -> {
        float[] a = in[0], b = in[1];
        int p = at[0], q = at[1], i = 0;
        FloatVector zero = FloatVector.zero(S), one = FloatVector.broadcast(S, 1);
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, p + i), y = FloatVector.fromArray(S, b, q + i);
            ((FloatVector) EXACT.cast(zero)).blend(one, x.compare(VectorOperators.EQ, y)).intoArray(out, to + i);
        }
        for (; i < n; i++) {
            out[to + i] = a[p + i] == b[q + i] ? 1 : 0;
        }
    };

    static final BlockFunction GREATER = (in, at, out, to, n) -> {
        float[] a = in[0], b = in[1];
        int p = at[0], q = at[1], i = 0;
        FloatVector zero = FloatVector.zero(S), one = FloatVector.broadcast(S, 1);
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, p + i), y = FloatVector.fromArray(S, b, q + i);
            ((FloatVector) EXACT.cast(zero)).blend(one, x.compare(VectorOperators.GT, y)).intoArray(out, to + i);
        }
        for (; i < n; i++) {
            out[to + i] = a[p + i] > b[q + i] ? 1 : 0;
        }
    };

    static final BlockFunction LESS = (in, at, out, to, n) -> {
        float[] a = in[0], b = in[1];
        int p = at[0], q = at[1], i = 0;
        FloatVector zero = FloatVector.zero(S), one = FloatVector.broadcast(S, 1);
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, p + i), y = FloatVector.fromArray(S, b, q + i);
            ((FloatVector) EXACT.cast(zero)).blend(one, x.compare(VectorOperators.LT, y)).intoArray(out, to + i);
        }
        for (; i < n; i++) {
            out[to + i] = a[p + i] < b[q + i] ? 1 : 0;
        }
    };

    static final BlockFunction NEG = (in, at, out, to, n) -> {
        float[] a = in[0];
        int p = at[0], i = 0;
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, p + i);
            x.neg().intoArray(out, to + i);
        }
        for (; i < n; i++) {
            out[to + i] = -a[p + i];
        }
    };

    static final BlockFunction ABS = (in, at, out, to, n) -> {
        float[] a = in[0];
        int p = at[0], i = 0;
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, p + i);
            x.abs().intoArray(out, to + i);
        }
        for (; i < n; i++) {
            out[to + i] = Math.abs(a[p + i]);
        }
    };

    static final BlockFunction SQRT = (in, at, out, to, n) -> {
        float[] a = in[0];
        int p = at[0], i = 0;
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, p + i);
            x.sqrt().intoArray(out, to + i);
        }
        for (; i < n; i++) {
            out[to + i] = (float) Math.sqrt(a[p + i]);
        }
    };

    static final BlockFunction RECIPROCAL = (in, at, out, to, n) -> {
        float[] a = in[0];
        int p = at[0], i = 0;
        FloatVector one = FloatVector.broadcast(S, 1);
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, p + i);
            ((FloatVector) EXACT.cast(one)).div(x).intoArray(out, to + i);
        }
        for (; i < n; i++) {
            out[to + i] = 1 / a[p + i];
        }
    };

    static final BlockFunction SOFTSIGN = (in, at, out, to, n) -> {
        float[] a = in[0];
        int p = at[0], i = 0;
        FloatVector most = FloatVector.broadcast(S, FloatMath.SOFTSIGN_MOST);
        FloatVector least = FloatVector.broadcast(S, -FloatMath.SOFTSIGN_MOST), one = FloatVector.broadcast(S, 1);
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, p + i).min(most).max(least);
            x.div(x.abs().add(one)).intoArray(out, to + i);
        }
        for (; i < n; i++) {
            float x = Math.max(Math.min(a[p + i], FloatMath.SOFTSIGN_MOST), -FloatMath.SOFTSIGN_MOST);
            out[to + i] = x / (1 + Math.abs(x));
        }
    };

    static final BlockFunction RELU = (in, at, out, to, n) -> {
        float[] a = in[0];
        int p = at[0], i = 0;
        FloatVector zero = FloatVector.zero(S);
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, p + i);
            x.max(zero).intoArray(out, to + i);
        }
        for (; i < n; i++) {
            out[to + i] = Math.max(a[p + i], 0);
        }
    };

    static final BlockFunction SIGN = (in, at, out, to, n) -> {
        float[] a = in[0];
        int p = at[0], i = 0;
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, p + i);
            x.blend(1, x.compare(VectorOperators.GT, 0)).blend(-1, x.compare(VectorOperators.LT, 0)).intoArray(out, to + i);
        }
        for (; i < n; i++) {
            out[to + i] = Math.signum(a[p + i]);
        }
    };

    static final BlockFunction TRUTH = (in, at, out, to, n) -> {
        float[] a = in[0];
        int p = at[0], i = 0;
        FloatVector zero = FloatVector.zero(S), one = FloatVector.broadcast(S, 1);
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, p + i);
            ((FloatVector) EXACT.cast(zero)).blend(one, x.compare(VectorOperators.NE, zero)).intoArray(out, to + i);
        }
        for (; i < n; i++) {
            out[to + i] = a[p + i] != 0 ? 1 : 0;
        }
    };

    static final BlockFunction NOT = (in, at, out, to, n) -> {
        float[] a = in[0];
        int p = at[0], i = 0;
        FloatVector one = FloatVector.broadcast(S, 1);
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, p + i);
            ((FloatVector) EXACT.cast(one)).sub(x).intoArray(out, to + i);
        }
        for (; i < n; i++) {
            out[to + i] = 1 - a[p + i];
        }
    };

    static final BlockFunction WHERE = (in, at, out, to, n) -> {
        float[] c = in[0], a = in[1], b = in[2];
        int r = at[0], p = at[1], q = at[2], i = 0;
        for (int end = S.loopBound(n); i < end; i += WIDTH) {
            FloatVector x = FloatVector.fromArray(S, a, p + i), y = FloatVector.fromArray(S, b, q + i);
            y.blend(x, FloatVector.fromArray(S, c, r + i).compare(VectorOperators.NE, 0)).intoArray(out, to + i);
        }
        for (; i < n; i++) {
            out[to + i] = c[r + i] != 0 ? a[p + i] : b[q + i];
        }
    };
}
