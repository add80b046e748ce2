package org.espalier.core.reference;

import org.espalier.core.op.recurrent.Cell;

/** Recurrent networks. */
final class RecurrentKernels {
    private RecurrentKernels() {}

    static void add(KernelTable t) {
        add(t, Cell.RNN, RecurrentCells::rnn, RecurrentGradients::rnn);
        add(t, Cell.LSTM, RecurrentCells::lstm, RecurrentGradients::lstm);
        add(t, Cell.GRU, RecurrentCells::gru, RecurrentGradients::gru);
    }

    private static void add(KernelTable t, Cell cell, RecurrentKernel.Maker forward, RecurrentGradient.Maker gradient) {
        t.put(cell.op(), RecurrentKernel.factory(cell, forward));
        t.put(cell.op() + "Grad", RecurrentGradient.factory(cell, forward, gradient));
    }
}
