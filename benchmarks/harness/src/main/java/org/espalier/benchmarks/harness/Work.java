package org.espalier.benchmarks.harness;

/** Something that frameworks are compared on: a network's training or inference, or a kernel alone. */
public interface Work {
    /** Short, such as {@code B}. */
    String id();

    /** One line on what it is. */
    String title();

    /** What is measured. */
    Measure measure();

    /** Examples in a batch, or floating point operations in a call. */
    double perBatch();

    /** Makes it ready to run in a framework; throws {@link AbsentException} where the framework cannot do it. */
    Step prepare(Framework framework) throws Exception;
}
