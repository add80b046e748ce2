package org.espalier.cpu.plain;

import org.espalier.backend.BlockFunction;
import org.espalier.cpu.arith.FloatMath;

/** Element-wise functions that are one or two machine operations. */
final class PlainElementary {
    private PlainElementary() {}

    static final BlockFunction ADD = (in, at, out, to, n) -> {
        float[] a = in[0], b = in[1];
        int p = at[0], q = at[1];
        for (int i = 0; i < n; i++) {
            out[to + i] = a[p + i] + b[q + i];
        }
    };

    static final BlockFunction SUB = (in, at, out, to, n) -> {
        float[] a = in[0], b = in[1];
        int p = at[0], q = at[1];
        for (int i = 0; i < n; i++) {
            out[to + i] = a[p + i] - b[q + i];
        }
    };

    static final BlockFunction MUL = (in, at, out, to, n) -> {
        float[] a = in[0], b = in[1];
        int p = at[0], q = at[1];
        for (int i = 0; i < n; i++) {
            out[to + i] = a[p + i] * b[q + i];
        }
    };

    static final BlockFunction DIV = (in, at, out, to, n) -> {
        float[] a = in[0], b = in[1];
        int p = at[0], q = at[1];
        for (int i = 0; i < n; i++) {
            out[to + i] = a[p + i] / b[q + i];
        }
    };

    static final BlockFunction MAX = (in, at, out, to, n) -> {
        float[] a = in[0], b = in[1];
        int p = at[0], q = at[1];
        for (int i = 0; i < n; i++) {
            out[to + i] = Math.max(a[p + i], b[q + i]);
        }
    };

    static final BlockFunction MIN = (in, at, out, to, n) -> {
        float[] a = in[0], b = in[1];
        int p = at[0], q = at[1];
        for (int i = 0; i < n; i++) {
            out[to + i] = Math.min(a[p + i], b[q + i]);
        }
    };

    static final BlockFunction EQUAL = (in, at, out, to, n) -> {
        float[] a = in[0], b = in[1];
        int p = at[0], q = at[1];
        for (int i = 0; i < n; i++) {
            out[to + i] = a[p + i] == b[q + i] ? 1 : 0;
        }
    };

    static final BlockFunction GREATER = (in, at, out, to, n) -> {
        float[] a = in[0], b = in[1];
        int p = at[0], q = at[1];
        for (int i = 0; i < n; i++) {
            out[to + i] = a[p + i] > b[q + i] ? 1 : 0;
        }
    };

    static final BlockFunction LESS = (in, at, out, to, n) -> {
        float[] a = in[0], b = in[1];
        int p = at[0], q = at[1];
        for (int i = 0; i < n; i++) {
            out[to + i] = a[p + i] < b[q + i] ? 1 : 0;
        }
    };

    static final BlockFunction NEG = (in, at, out, to, n) -> {
        float[] a = in[0];
        int p = at[0];
        for (int i = 0; i < n; i++) {
            out[to + i] = -a[p + i];
        }
    };

    static final BlockFunction ABS = (in, at, out, to, n) -> {
        float[] a = in[0];
        int p = at[0];
        for (int i = 0; i < n; i++) {
            out[to + i] = Math.abs(a[p + i]);
        }
    };

    static final BlockFunction SQRT = (in, at, out, to, n) -> {
        float[] a = in[0];
        int p = at[0];
        for (int i = 0; i < n; i++) {
            out[to + i] = (float) Math.sqrt(a[p + i]);
        }
    };

    static final BlockFunction RECIPROCAL = (in, at, out, to, n) -> {
        float[] a = in[0];
        int p = at[0];
        for (int i = 0; i < n; i++) {
            out[to + i] = 1 / a[p + i];
        }
    };

    static final BlockFunction SOFTSIGN = (in, at, out, to, n) -> {
        float[] a = in[0];
        int p = at[0];
        for (int i = 0; i < n; i++) {
            float x = Math.max(Math.min(a[p + i], FloatMath.SOFTSIGN_MOST), -FloatMath.SOFTSIGN_MOST);
            out[to + i] = x / (1 + Math.abs(x));
        }
    };

    static final BlockFunction RELU = (in, at, out, to, n) -> {
        float[] a = in[0];
        int p = at[0];
        for (int i = 0; i < n; i++) {
            out[to + i] = Math.max(a[p + i], 0);
        }
    };

    static final BlockFunction SIGN = (in, at, out, to, n) -> {
        float[] a = in[0];
        int p = at[0];
        for (int i = 0; i < n; i++) {
            out[to + i] = Math.signum(a[p + i]);
        }
    };

    static final BlockFunction NOT = (in, at, out, to, n) -> {
        float[] a = in[0];
        int p = at[0];
        for (int i = 0; i < n; i++) {
            out[to + i] = 1 - a[p + i];
        }
    };

    static final BlockFunction TRUTH = (in, at, out, to, n) -> {
        float[] a = in[0];
        int p = at[0];
        for (int i = 0; i < n; i++) {
            out[to + i] = a[p + i] != 0 ? 1 : 0;
        }
    };

    static final BlockFunction WHERE = (in, at, out, to, n) -> {
        float[] c = in[0], a = in[1], b = in[2];
        int r = at[0], p = at[1], q = at[2];
        for (int i = 0; i < n; i++) {
            out[to + i] = c[r + i] != 0 ? a[p + i] : b[q + i];
        }
    };
}
