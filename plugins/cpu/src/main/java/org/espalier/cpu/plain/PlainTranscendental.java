package org.espalier.cpu.plain;

import org.espalier.backend.BlockFunction;
import org.espalier.cpu.arith.FloatMath;
import org.espalier.cpu.arith.Power;

/** Transcendental functions, one element after the other. */
final class PlainTranscendental {
    private PlainTranscendental() {}

    static final BlockFunction EXP = (in, at, out, to, n) -> {
        float[] a = in[0];
        int p = at[0];
        for (int i = 0; i < n; i++) {
            out[to + i] = FloatMath.exp(a[p + i]);
        }
    };

    static final BlockFunction LOG = (in, at, out, to, n) -> {
        float[] a = in[0];
        int p = at[0];
        for (int i = 0; i < n; i++) {
            out[to + i] = FloatMath.log(a[p + i]);
        }
    };

    static final BlockFunction TANH = (in, at, out, to, n) -> {
        float[] a = in[0];
        int p = at[0];
        for (int i = 0; i < n; i++) {
            out[to + i] = FloatMath.tanh(a[p + i]);
        }
    };

    static final BlockFunction SIGMOID = (in, at, out, to, n) -> {
        float[] a = in[0];
        int p = at[0];
        for (int i = 0; i < n; i++) {
            out[to + i] = FloatMath.sigmoid(a[p + i]);
        }
    };

    static final BlockFunction SOFTPLUS = (in, at, out, to, n) -> {
        float[] a = in[0];
        int p = at[0];
        for (int i = 0; i < n; i++) {
            out[to + i] = FloatMath.softplus(a[p + i]);
        }
    };

    static final BlockFunction ERF = (in, at, out, to, n) -> {
        float[] a = in[0];
        int p = at[0];
        for (int i = 0; i < n; i++) {
            out[to + i] = FloatMath.erf(a[p + i]);
        }
    };

    static final BlockFunction POW = (in, at, out, to, n) -> {
        float[] a = in[0], b = in[1];
        int p = at[0], q = at[1];
        for (int i = 0; i < n; i++) {
            out[to + i] = Power.pow(a[p + i], b[q + i]);
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
}
