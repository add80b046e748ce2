package org.espalier.benchmarks.harness;

/** A framework's optimizers, all at a constant rate. What it lacks it leaves as it is here. */
public interface Updates<T> {
    /** Gradient descent. */
    default T sgd(double rate) {
        throw new AbsentException("has no plain gradient descent");
    }

    /** Gradient descent with momentum. */
    default T momentum(double rate, double factor) {
        throw new AbsentException("has no momentum");
    }

    /** Adam with the published defaults. */
    default T adam(double rate) {
        throw new AbsentException("has no Adam");
    }

    /** Adam with decoupled weight decay. */
    default T adamW(double rate, double decay) {
        throw new AbsentException("has no AdamW");
    }
}
