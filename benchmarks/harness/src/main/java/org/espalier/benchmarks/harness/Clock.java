package org.espalier.benchmarks.harness;

/** Runs a step for a warm-up and then in windows of a fixed number of calls. */
final class Clock {
    private final Step step;
    private double secondsPerCall;

    Clock(Step step) {
        this.step = step;
    }

    /** Runs for some seconds; the second half tells how long a call takes. */
    void warmUp(double seconds) throws Exception {
        runFor(seconds / 2);
        secondsPerCall = runFor(seconds / 2);
    }

    private double runFor(double seconds) throws Exception {
        long start = System.nanoTime();
        int calls = 0;
        while (calls < 3 || System.nanoTime() - start < seconds * 1e9) {
            step.run();
            calls++;
        }
        return (System.nanoTime() - start) / 1e9 / calls;
    }

    /** The calls that fill a window. */
    int callsIn(double seconds) {
        return (int) Math.max(1, Math.round(seconds / secondsPerCall));
    }

    /** The seconds that some calls take. */
    double run(int calls) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            step.run();
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
