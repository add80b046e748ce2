package org.acme.espalier;

import org.espalier.optim.Schedule;

/** Falls from the highest rate towards 0 over a period, then starts over. */
public record Sawtooth(double highest, int period) implements Schedule {
    @Override
    public double at(long step, long stepsPerEpoch) {
        return highest * (1 - (double) (step % period) / period);
    }
}
