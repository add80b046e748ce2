package org.espalier.benchmarks.peers.dl4j;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.espalier.benchmarks.harness.Examples;
import org.espalier.benchmarks.harness.Framework;
import org.espalier.benchmarks.harness.JarVersion;
import org.espalier.benchmarks.harness.Step;
import org.espalier.benchmarks.harness.Workload;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** Deeplearning4j in its fastest form: a network of layers, fitted batch by batch without an iterator. */
final class Dl4j implements Framework {
    Dl4j(int threads) {
        Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
        Nd4j.getEnvironment().setMaxThreads(threads);
    }

    @Override
    public String name() {
        return "Deeplearning4j";
    }

    @Override
    public String version() {
        return JarVersion.of(MultiLayerNetwork.class);
    }

    private static MultiLayerNetwork network(Workload w) {
        Dl4jNetwork builder = new Dl4jNetwork(w.input(), w.rule() == null ? new Sgd() : w.rule().of(new Dl4jUpdates()));
        w.build(builder);
        MultiLayerNetwork network = new MultiLayerNetwork(builder.configuration());
        network.init();
        return network;
    }

    private static INDArray[] inputs(Workload w, Examples examples) {
        INDArray[] inputs = new INDArray[w.batches()];
        for (int b = 0; b < inputs.length; b++) {
            inputs[b] = Nd4j.create(w.input().isTokens() ? floats(examples.tokens(b)) : examples.features(b),
                    w.input().batched(examples.rows(b)));
        }
        return inputs;
    }

    private static float[] floats(long[] tokens) {
        float[] values = new float[tokens.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = tokens[i];
        }
        return values;
    }

    @Override
    public Step training(Workload w) {
        MultiLayerNetwork network = network(w);
        Examples examples = new Examples(w);
        INDArray[] inputs = inputs(w, examples);
        INDArray[] labels = new INDArray[inputs.length];
        for (int b = 0; b < labels.length; b++) {
            labels[b] = Nd4j.create(examples.oneHot(b), new long[] {examples.rows(b), w.classes()});
        }
        return new Step() {
            private int next;

            @Override
            public void run() {
                int b = next++ % inputs.length;
                network.fit(inputs[b], labels[b]);
            }

            @Override
            public double loss() {
                return network.score();
            }
        };
    }

    @Override
    public Step inference(Workload w) {
        MultiLayerNetwork network = network(w);
        INDArray[] inputs = inputs(w, new Examples(w));
        return new Step() {
            private int next;

            @Override
            public void run() {
                network.output(inputs[next++ % inputs.length]);
            }
        };
    }
}
