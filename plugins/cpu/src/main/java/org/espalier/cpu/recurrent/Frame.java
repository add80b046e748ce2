package org.espalier.cpu.recurrent;

import java.util.Arrays;

/**
 * What a thread works on at one step: some examples' rows in one direction. An array without a name of its own lies in
 * working memory. The thread's own; positions are those of the first example.
 */
class Frame {
    final int direction;
    /** The first example. */
    final int first;
    /** The number of examples. */
    final int rows;
    /** Where examples have not ended at the step at hand. */
    final boolean[] active;
    /** Where examples begin at the step at hand, so that the states before it are the initial ones. */
    final boolean[] begins;

    float[] work;
    /** Where working memory begins in it. */
    int base;
    /** The states after the last step, or their cotangents: rows of hidden units. */
    int h;
    int c;
    /** Rows of hidden units for what a cell needs. */
    int spare;

    /** On the way forward, rows of what goes into the gates. */
    int sums;
    /** Rows of what comes out of them, and what else the gradient reads. */
    float[] gates;
    int gatesAt;

    float[] y;
    int yAt;
    int yRow;

    /** On the way back, the cotangent of Y. */
    float[] dy;
    int dyAt;
    int dyRow;

    Frame(int direction, int first, int rows) {
        this.direction = direction;
        this.first = first;
        this.rows = rows;
        this.active = new boolean[rows];
        this.begins = new boolean[rows];
    }

    /** Lets go of the memory of a call. */
    void end() {
        work = null;
        gates = null;
        y = null;
        dy = null;
    }

    /** Where the packed weights of this direction begin. */
    int packed(Weights w) {
        return base + w.at(direction);
    }

    /** Notes which examples have not ended at a step, and which begin there. */
    void step(RecurrentShape s, int t, int[] lengths) {
        for (int i = 0; i < rows; i++) {
            int length = lengths[first + i];
            active[i] = t < length;
            begins[i] = t == (s.reverse(direction) ? length - 1 : 0);
        }
    }

    /** Zeros for a row of an array. */
    static void blank(float[] array, int at, int n) {
        Arrays.fill(array, at, at + n, 0f);
    }
}
