package org.espalier.cpu.warm;

/** Finds out by the clock whether some code has been compiled. It may be wrong for a while, which costs time and nothing else. */
public final class Warmth {
    private static final int CONFIRMATIONS = 3;

    // Without synchronization: a count that is lost only makes the warm-up longer.
    private int confirmed;
    private volatile boolean warm;

    /** Nothing is known yet. */
    public Warmth() {}

    /** Whether the code is compiled. */
    public boolean isWarm() {
        return warm;
    }

    /** Takes note of how long a piece of work took that takes less than the limit only where it is compiled. */
    public void took(long nanos, long limit) {
        confirmed = nanos <= limit ? confirmed + 1 : 0;
        warm = confirmed >= CONFIRMATIONS;
    }
}
