package org.espalier.cpu.recurrent;

import java.util.List;

/**
 * One kind of recurrent cell on its way forward.
 *
 * <p>Before a step, an example's row of sums holds its input's product with the weights, and the biases; a cell adds the
 * products with the hidden state and goes on from there.
 */
interface Cell {
    /** The floats that each hidden unit has in a row of sums. */
    int sums();

    /** The floats that each hidden unit has in a row of gates, which are what is kept for the gradient. */
    int width();

    /** The weights of the hidden state that the cell multiplies with, all or some of the rows each. */
    List<Weights> weights();

    /**
     * Adds up the biases of a direction as rows of sums begin with them.
     *
     * @param bias two for each row of weights, from {@code at} on: of the input's product and of the hidden state's
     * @param row a row of sums, from {@code to} on
     */
    void biases(float[] bias, int at, float[] row, int to);

    /** Steps for one thread. */
    Steps steps();

    /** Leads examples from step to step. */
    interface Steps {
        /** Learns where the memory of a call lies, or, at its end, that it is gone. */
        void bind(Frame f);

        /**
         * Takes one step from the states to the next ones and to Y, where an example has not ended.
         *
         * @param zero whether the hidden states are zeros that nobody gave, with which nothing is multiplied
         */
        void step(Frame f, boolean zero);
    }
}
