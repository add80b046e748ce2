package org.espalier.core.reference;

import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;

/** Looks at every element of every input. */
final class AllFiniteKernel implements Kernel {
    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        outputs[0].bool()[outputs[0].offset()] = allFinite(inputs);
    }

    private static boolean allFinite(Buffer[] inputs) {
        for (Buffer b : inputs) {
            for (int i = 0; i < b.length(); i++) {
                if (!Double.isFinite(b.getDouble(i))) {
                    return false;
                }
            }
        }
        return true;
    }
}
