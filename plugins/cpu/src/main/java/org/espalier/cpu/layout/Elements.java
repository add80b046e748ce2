package org.espalier.cpu.layout;

import java.util.Arrays;
import org.espalier.backend.Buffer;

/** Moves elements between buffers of one dtype, whatever it is. Positions are within the arrays. */
final class Elements {
    private Elements() {}

    /** Copies {@code n} elements that are {@code step} apart, in both arrays each their own. */
    static void copy(Buffer from, int at, int step, Buffer to, int toAt, int toStep, int n) {
        if (step == 1 && toStep == 1) {
            System.arraycopy(from.array(), at, to.array(), toAt, n);
            return;
        }
        switch (from.dtype()) {
            case F32 -> {
                float[] a = from.f32(), b = to.f32();
                for (int i = 0; i < n; i++) {
                    b[toAt + i * toStep] = a[at + i * step];
                }
            }
            case F64 -> {
                double[] a = from.f64(), b = to.f64();
                for (int i = 0; i < n; i++) {
                    b[toAt + i * toStep] = a[at + i * step];
                }
            }
            case I32 -> {
                int[] a = from.i32(), b = to.i32();
                for (int i = 0; i < n; i++) {
                    b[toAt + i * toStep] = a[at + i * step];
                }
            }
            case I64 -> {
                long[] a = from.i64(), b = to.i64();
                for (int i = 0; i < n; i++) {
                    b[toAt + i * toStep] = a[at + i * step];
                }
            }
            case BOOL -> {
                boolean[] a = from.bool(), b = to.bool();
                for (int i = 0; i < n; i++) {
                    b[toAt + i * toStep] = a[at + i * step];
                }
            }
            case U8 -> {
                byte[] a = from.u8(), b = to.u8();
                for (int i = 0; i < n; i++) {
                    b[toAt + i * toStep] = a[at + i * step];
                }
            }
        }
    }

    /** Sets {@code n} elements to a value, rounded to the dtype as Java's casts do. */
    static void fill(Buffer to, int at, int n, double value) {
        switch (to.dtype()) {
            case F32 -> Arrays.fill(to.f32(), at, at + n, (float) value);
            case F64 -> Arrays.fill(to.f64(), at, at + n, value);
            case I32 -> Arrays.fill(to.i32(), at, at + n, (int) value);
            case I64 -> Arrays.fill(to.i64(), at, at + n, (long) value);
            case BOOL -> Arrays.fill(to.bool(), at, at + n, value != 0);
            case U8 -> Arrays.fill(to.u8(), at, at + n, (byte) (long) value);
        }
    }
}
