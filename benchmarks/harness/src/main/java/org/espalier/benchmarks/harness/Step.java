package org.espalier.benchmarks.harness;

/** Work that is ready to run. */
public interface Step {
    /** Does one call on the next batch. */
    void run() throws Exception;

    /** The batches that one call works through: 1 unless the framework takes whole epochs only. */
    default int batches() {
        return 1;
    }

    /** The loss of the last batch; not a number where it is not to be had. */
    default double loss() {
        return Double.NaN;
    }
}
