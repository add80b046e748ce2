package org.espalier.cpu.recurrent;

import java.util.List;

/** One kind of recurrent cell on its way back. */
interface BackwardCell {
    /** The floats that each hidden unit has in a row of gates; 0 where the cell keeps none. */
    int width();

    /** The floats that each hidden unit has in a row of deltas, of which those of the input's weights come first. */
    int deltas();

    /** The weights of the hidden state that the cell multiplies deltas with. */
    List<Weights> weights();

    /** What the deltas of the weights are, for all of their rows in order. */
    List<Part> parts();

    /** Whether the cotangents of the input stand behind those of the hidden state after each step. */
    boolean withInput();

    /** Steps for one thread. */
    Steps steps();

    /**
     * Some rows of the weights.
     *
     * @param row the first one
     * @param rows their number
     * @param ofInput where the deltas of the input's weights begin in a row of deltas
     * @param ofHidden where those of the recurrent weights begin
     * @param factor whether these were multiplied with a factor of the cell's own rather than with the hidden state
     */
    record Part(int row, int rows, int ofInput, int ofHidden, boolean factor) {
        /** Whether the same deltas belong to the input and to the hidden state. */
        boolean joint() {
            return ofInput == ofHidden && !factor;
        }
    }

    /** Leads cotangents from step to step. */
    interface Steps {
        /** Learns where the memory of a call lies, or, at its end, that it is gone. */
        void bind(BackwardFrame f);

        /**
         * Takes one step from the cotangents of the states after it to those of the states before it, and notes the deltas.
         * Where an example has ended, there are no deltas, and cotangents stay.
         *
         * @param needed whether the cotangents that go through the weights are of use
         */
        void step(BackwardFrame f, boolean needed);
    }
}
