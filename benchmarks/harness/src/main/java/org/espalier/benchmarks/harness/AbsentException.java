package org.espalier.benchmarks.harness;

/** A workload that a framework cannot do, with the reason, which continues the framework's name. */
public final class AbsentException extends RuntimeException {
    /** For instance "has no convolution". */
    public AbsentException(String reason) {
        super(reason);
    }
}
