package org.espalier.cpu.arith;

/** Transposes pieces of matrices. */
public interface Transposer {
    /**
     * Writes the transpose of {@code rows} rows of {@code columns} elements. Row j begins at {@code from[at + j * step]}; its
     * element p goes to {@code to[toAt + p * toStep + j]}.
     */
    void run(int rows, int columns, float[] from, int at, int step, float[] to, int toAt, int toStep);
}
