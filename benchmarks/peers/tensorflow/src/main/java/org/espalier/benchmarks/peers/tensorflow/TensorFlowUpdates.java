package org.espalier.benchmarks.peers.tensorflow;

import org.espalier.benchmarks.harness.Updates;
import org.tensorflow.Graph;
import org.tensorflow.framework.optimizers.Adam;
import org.tensorflow.framework.optimizers.GradientDescent;
import org.tensorflow.framework.optimizers.Momentum;
import org.tensorflow.framework.optimizers.Optimizer;

/** TensorFlow-Java's optimizers over a graph's variables. */
final class TensorFlowUpdates implements Updates<Optimizer> {
    private final Graph graph;

    TensorFlowUpdates(Graph graph) {
        this.graph = graph;
    }

    @Override
    public Optimizer sgd(double rate) {
        return new GradientDescent(graph, (float) rate);
    }

    @Override
    public Optimizer momentum(double rate, double factor) {
        return new Momentum(graph, (float) rate, (float) factor);
    }

    @Override
    public Optimizer adam(double rate) {
        return new Adam(graph, (float) rate);
    }
}
