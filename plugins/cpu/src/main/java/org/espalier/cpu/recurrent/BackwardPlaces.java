package org.espalier.cpu.recurrent;

/** Where in working memory the way back leaves what the gradients of parameters are made of. */
final class BackwardPlaces {
    /** A row for each direction, step and example. */
    final int deltas;
    final int deltaRow;
    /** Rows of inputs followed by the hidden states before the step, so that they are one matrix. */
    final int joined;
    final int joinedRow;
    /** Rows of what a cell multiplies recurrent weights with in place of hidden states, if it does. */
    final int factors;
    /** Rows of hidden units, and perhaps of inputs, for each direction and example. */
    final int h;
    final int hRow;
    /** Rows of hidden units. */
    final int c;
    final int spare;
    /** A row of zeros. */
    final int zeros;
    private final int sums;
    private final int groups;
    private final int width;

    BackwardPlaces(RecurrentShape s, BackwardCell cell, int groups, Memory memory) {
        this.groups = groups;
        this.width = cell.deltas() * s.hidden();
        this.deltaRow = Memory.stride(width);
        this.joinedRow = Memory.stride(s.inputs() + s.hidden());
        int examples = s.directions() * s.batch();
        int rows = Math.multiplyExact(examples, s.steps());
        this.deltas = memory.take(Math.multiplyExact(rows, deltaRow));
        this.joined = memory.take(Math.multiplyExact(rows, joinedRow));
        boolean hasFactors = cell.parts().stream().anyMatch(BackwardCell.Part::factor);
        this.factors = memory.take(hasFactors ? rows * s.hidden() : 0);
        this.hRow = cell.withInput() ? s.hidden() + s.inputs() : s.hidden();
        this.h = memory.take(examples * hRow);
        this.c = memory.take(examples * s.hidden());
        this.spare = memory.take(examples * s.hidden());
        this.zeros = memory.take(s.hidden());
        this.sums = memory.take(s.directions() * groups * width);
    }

    /** A row of sums of the deltas of a group of examples over all steps. */
    int sums(int direction, int group) {
        return sums + (direction * groups + group) * width;
    }
}
