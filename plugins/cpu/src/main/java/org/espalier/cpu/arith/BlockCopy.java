package org.espalier.cpu.arith;

/** Copies a piece of a row-major matrix, whose rows may be so short that a call for each would cost more than the copy. */
public interface BlockCopy {
    /** Copies {@code rows} runs of {@code length} floats, which lie at a distance from each other on both sides. */
    void run(int rows, int length, float[] from, int fromAt, int fromRow, float[] to, int toAt, int toRow);
}
