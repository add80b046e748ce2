package org.espalier.cpu.recurrent;

import java.util.List;
import org.espalier.backend.Buffer;

/** All weights that a kernel packs: its panels are parts that may be packed by different threads. */
final class PackedWeights {
    private final Weights[] weights;
    private final int directions;
    private final int parts;

    PackedWeights(List<Weights> weights, int directions) {
        this.weights = weights.toArray(Weights[]::new);
        this.directions = directions;
        this.parts = directions * weights.stream().mapToInt(w -> w.product().panels()).sum();
    }

    /** The number of panels in all directions. */
    int parts() {
        return parts;
    }

    /** Packs one panel of one direction. */
    void pack(int part, Buffer[] in, float[] work, int base) {
        int panel = part / directions;
        int next = 0;
        while (panel >= weights[next].product().panels()) {
            panel -= weights[next].product().panels();
            next++;
        }
        weights[next].pack(part % directions, panel, in, work, base);
    }
}
