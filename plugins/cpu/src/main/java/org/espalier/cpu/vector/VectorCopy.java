package org.espalier.cpu.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.espalier.cpu.arith.BlockCopy;

/** Copies vector by vector, of which the last one of a row overlaps the one before it. */
final class VectorCopy implements BlockCopy {
    private static final VectorSpecies<Float> S = Vectors.FLOATS;
    private static final VectorSpecies<Float> HALF = Vectors.HALF_FLOATS;
    private static final int LANES = S.length();
    private static final Class<?> EXACT = S.vectorType();
    private static final Class<?> EXACT_HALF = HALF.vectorType();
    /** From here on the library's function is as fast. */
    private static final int LONG = 512;

    @Override
    public void run(int rows, int length, float[] from, int fromAt, int fromRow, float[] to, int toAt, int toRow) {
        if (length < HALF.length()) {
            for (int r = 0; r < rows; r++) {
                for (int i = 0; i < length; i++) {
                    to[toAt + r * toRow + i] = from[fromAt + r * fromRow + i];
                }
            }
        } else if (length < LANES) {
            int last = length - HALF.length();
            for (int r = 0; r < rows; r++) {
                int source = fromAt + r * fromRow;
                int target = toAt + r * toRow;
                ((FloatVector) EXACT_HALF.cast(FloatVector.fromArray(HALF, from, source))).intoArray(to, target);
                ((FloatVector) EXACT_HALF.cast(FloatVector.fromArray(HALF, from, source + last))).intoArray(to, target + last);
            }
        } else if (length <= LONG) {
            int last = length - LANES;
            for (int r = 0; r < rows; r++) {
                int source = fromAt + r * fromRow;
                int target = toAt + r * toRow;
                for (int i = 0; i < last; i += LANES) {
                    ((FloatVector) EXACT.cast(FloatVector.fromArray(S, from, source + i))).intoArray(to, target + i);
                }
                ((FloatVector) EXACT.cast(FloatVector.fromArray(S, from, source + last))).intoArray(to, target + last);
            }
        } else {
            for (int r = 0; r < rows; r++) {
                System.arraycopy(from, fromAt + r * fromRow, to, toAt + r * toRow, length);
            }
        }
    }
}
