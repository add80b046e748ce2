package org.espalier.cpu.recurrent;

/**
 * What a thread works on at one step back: as a {@link Frame}, whose states are cotangents here, with what the forward pass
 * left and what becomes of it.
 */
final class BackwardFrame extends Frame {
    /** The distance of two examples' cotangents of the hidden state. */
    int hRow;
    /** The derivative by what goes into each activation (delta), and what else a cell notes: rows in working memory. */
    int delta;
    int deltaRow;
    /** The hidden states before the step, in working memory. */
    int before;
    int beforeRow;
    /** What a cell multiplies recurrent weights with in place of them: rows of hidden units in working memory. */
    int factor;
    /** Where the last step's rows of gates begin, if it is not the first. */
    int gatesBefore;
    /** The initial second state, or null where there is none. */
    float[] initial;
    int initialAt;

    BackwardFrame(Frame f) {
        super(f.direction, f.first, f.rows);
    }

    @Override
    void end() {
        super.end();
        initial = null;
    }
}
