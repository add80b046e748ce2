package org.espalier.benchmarks.peers.tensorflow;

import org.espalier.benchmarks.harness.Examples;
import org.espalier.benchmarks.harness.Framework;
import org.espalier.benchmarks.harness.JarVersion;
import org.espalier.benchmarks.harness.Step;
import org.espalier.benchmarks.harness.Workload;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** TensorFlow-Java in its fastest form: a graph in a session, one run a step. */
final class TensorFlowPeer implements Framework {
    private final int threads;

    TensorFlowPeer(int threads) {
        this.threads = threads;
    }

    @Override
    public String name() {
        return "TensorFlow-Java";
    }

    @Override
    public String version() {
        return JarVersion.of(TensorFlow.class) + " with TensorFlow " + TensorFlow.version();
    }

    /** A network in a graph with its session. */
    private final class Net {
        final Graph graph = new Graph();
        final TensorFlowNetwork network;
        final Placeholder<TFloat32> labels;
        final Operand<TFloat32> loss;
        final Op train;
        final Session session;

        Net(Workload w) {
            Ops tf = Ops.create(graph);
            network = new TensorFlowNetwork(tf, w.input());
            w.build(network);
            labels = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, w.classes())));
            loss = tf.math.mean(tf.nn.softmaxCrossEntropyWithLogits(network.output(), labels).loss(), tf.constant(0));
            train = w.rule() == null ? null : w.rule().of(new TensorFlowUpdates(graph)).minimize(loss);
            network.keepRunningFigures();
            session = new Session(graph, ConfigProto.newBuilder()
                    .setIntraOpParallelismThreads(threads)
                    .setInterOpParallelismThreads(1)
                    .build());
            session.initialize();
        }
    }

    private static TFloat32 tensor(float[] values, Shape shape) {
        return TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
    }

    private static TFloat32[] inputs(Workload w, Examples examples, TensorFlowNetwork network) {
        TFloat32[] inputs = new TFloat32[w.batches()];
        for (int b = 0; b < inputs.length; b++) {
            inputs[b] = tensor(examples.features(b), network.batched(examples.rows(b)));
        }
        return inputs;
    }

    @Override
    public Step training(Workload w) {
        Net net = new Net(w);
        Examples examples = new Examples(w);
        TFloat32[] inputs = inputs(w, examples, net.network);
        TFloat32[] labels = new TFloat32[inputs.length];
        for (int b = 0; b < labels.length; b++) {
            labels[b] = tensor(examples.oneHot(b), Shape.of(examples.rows(b), w.classes()));
        }
        return new Step() {
            private int next;

            private Session.Runner fed(int b) {
                return net.session.runner().feed(net.network.input(), inputs[b]).feed(net.labels, labels[b]);
            }

            @Override
            public void run() {
                Session.Runner runner = fed(next++ % inputs.length).addTarget(net.train);
                net.network.updates().forEach(runner::addTarget);
                runner.run().close();
            }

            @Override
            public double loss() {
                try (Result result = fed(0).fetch(net.loss).run()) {
                    return ((TFloat32) result.get(0)).getFloat();
                }
            }
        };
    }

    @Override
    public Step inference(Workload w) {
        Net net = new Net(w);
        TFloat32[] inputs = inputs(w, new Examples(w), net.network);
        return new Step() {
            private int next;

            @Override
            public void run() {
                net.session.runner().feed(net.network.input(), inputs[next++ % inputs.length]).fetch(net.network.output()).run().close();
            }
        };
    }
}
