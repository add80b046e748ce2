package org.espalier.cpu.warm;

/**
 * Lets one of several calls of some code run until the JIT has compiled it, and all of them from then on; what gives the
 * same results stands in for the others.
 */
public final class Trial {
    private static final int CALLS = 8;
    /** Compiled code takes less than a nanosecond an element, interpreted vector code more than ten times as long. */
    private static final long NANOS_A_CALL = 400;
    private static final int LEAST_ELEMENTS = 64;

    private final Warmth warmth = new Warmth();
    // Without synchronization: a lost count changes nothing but which call is tried.
    private int calls;

    /** Nothing is known yet. */
    public Trial() {}

    /** Whether this call is to run the code: if so, and the code is not warm yet, {@link #end} tells what it took. */
    public boolean begins() {
        return warmth.isWarm() || ++calls % CALLS == 0;
    }

    /** The time at which a call begins that is tried, or 0 where there is nothing to find out. */
    public long clock() {
        return warmth.isWarm() ? 0 : System.nanoTime();
    }

    /** Takes note of a call with so many elements. */
    public void end(long clock, int elements) {
        if (clock != 0 && elements >= LEAST_ELEMENTS) {
            warmth.took(System.nanoTime() - clock, NANOS_A_CALL + elements);
        }
    }
}
