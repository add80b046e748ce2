package org.espalier.cpu.arith;

/** Moves pieces of row-major matrices, whose rows may be so short that a call for each would cost more than the move. */
public interface BlockCopy {
    /** Copies {@code rows} runs of {@code length} floats, which lie at a distance from each other on both sides. */
    void run(int rows, int length, float[] from, int fromAt, int fromRow, float[] to, int toAt, int toRow);

    /** Adds pieces of {@code planes} matrices, which lie at a distance from each other on both sides, to others. */
    void add(
            int planes, int rows, int length,
            float[] from, int fromAt, int fromPlane, int fromRow,
            float[] to, int toAt, int toPlane, int toRow);
}
