package org.espalier.benchmarks.harness;

/** A framework that does the workloads, with a fixed number of threads. What it cannot do it leaves as it is here. */
public interface Framework extends AutoCloseable {
    /** For instance {@code DJL}. */
    String name();

    /** Its version, and those of the libraries that do the work. */
    String version() throws Exception;

    /** Training: every call is an update with one batch. */
    default Step training(Workload workload) throws Exception {
        throw new AbsentException("does not train networks");
    }

    /** Inference: every call yields the scores of one batch. */
    default Step inference(Workload workload) throws Exception {
        throw new AbsentException("does not run networks");
    }

    /** The product of two matrices. */
    default Step gemm(Gemm gemm) throws Exception {
        throw new AbsentException("is compared on whole networks only");
    }

    /** A convolution, or one of its gradients. */
    default Step convolution(Convolution convolution) throws Exception {
        throw new AbsentException("is compared on whole networks only");
    }

    /** Called when the warm-up is over. */
    default void warm() {}

    /** What there is to say after measuring, such as a profile; empty if nothing. */
    default String report() {
        return "";
    }

    @Override
    default void close() throws Exception {}
}
