package org.espalier.benchmarks.harness;

/** What is measured of a workload. */
public enum Measure {
    /** Updates a second. */
    STEPS("steps/s", false) {
        @Override
        public double value(double batches, double perBatch, double seconds) {
            return batches / seconds;
        }
    },
    /** Examples a second. */
    SAMPLES("samples/s", false) {
        @Override
        public double value(double batches, double perBatch, double seconds) {
            return batches * perBatch / seconds;
        }
    },
    /** Microseconds for one call. */
    LATENCY("us", true) {
        @Override
        public double value(double batches, double perBatch, double seconds) {
            return 1e6 * seconds / batches;
        }
    },
    /** Seconds from the start of the process to the end of the work. */
    START("s", true) {
        @Override
        public double value(double batches, double perBatch, double seconds) {
            return seconds;
        }
    },
    /** 10^9 floating point operations a second. */
    GFLOPS("GFLOP/s", false) {
        @Override
        public double value(double batches, double perBatch, double seconds) {
            return 1e-9 * batches * perBatch / seconds;
        }
    };

    private final String unit;
    private final boolean lowerIsBetter;

    Measure(String unit, boolean lowerIsBetter) {
        this.unit = unit;
        this.lowerIsBetter = lowerIsBetter;
    }

    /** The figure for a number of batches, each of so many examples (or operations), in a time. */
    public abstract double value(double batches, double perBatch, double seconds);

    /** The unit that stands behind the figure. */
    public String unit() {
        return unit;
    }

    /** Whether less is better, as of times. */
    public boolean lowerIsBetter() {
        return lowerIsBetter;
    }
}
