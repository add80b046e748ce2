package org.espalier.benchmarks.peers.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import org.espalier.benchmarks.harness.Examples;
import org.espalier.benchmarks.harness.Framework;
import org.espalier.benchmarks.harness.Step;
import org.espalier.benchmarks.harness.Workload;

/**
 * DJL in its fastest form: a loop of one's own over arrays that are there already, and a block's forward pass called
 * without a predictor.
 */
final class Djl implements Framework {
    private static final String ENGINE = "PyTorch";
    private final NDManager manager;

    Djl() {
        Engine.getEngine(ENGINE).setRandomSeed(1);
        manager = NDManager.newBaseManager(Device.cpu());
    }

    @Override
    public String name() {
        return "DJL";
    }

    @Override
    public String version() {
        return Engine.getDjlVersion() + " with PyTorch " + Engine.getEngine(ENGINE).getVersion();
    }

    private static Block block(Workload w) {
        DjlNetwork builder = new DjlNetwork();
        w.build(builder);
        return builder.block();
    }

    private NDArray[] inputs(Workload w, Examples examples) {
        NDArray[] inputs = new NDArray[w.batches()];
        for (int b = 0; b < inputs.length; b++) {
            Shape shape = new Shape(w.input().batched(examples.rows(b)));
            inputs[b] = w.input().isTokens() ? manager.create(examples.tokens(b), shape) : manager.create(examples.features(b), shape);
        }
        return inputs;
    }

    @Override
    public Step training(Workload w) {
        Examples examples = new Examples(w);
        NDArray[] inputs = inputs(w, examples);
        NDArray[] labels = new NDArray[inputs.length];
        for (int b = 0; b < labels.length; b++) {
            labels[b] = manager.create(examples.labels(b));
        }
        Model model = Model.newInstance(w.id(), ENGINE);
        model.setBlock(block(w));
        Loss loss = Loss.softmaxCrossEntropyLoss();
        Trainer trainer = model.newTrainer(new DefaultTrainingConfig(loss)
                .optOptimizer(w.rule().of(new DjlUpdates()))
                .optDevices(new Device[] {Device.cpu()}));
        trainer.initialize(new Shape(w.input().batched(w.batch())));
        return new Step() {
            private int next;

            @Override
            public void run() {
                step(trainer, inputs[next % inputs.length], labels[next % inputs.length], loss);
                next++;
            }

            @Override
            public double loss() {
                return loss.evaluate(new NDList(labels[0]), trainer.evaluate(new NDList(inputs[0]))).getFloat();
            }
        };
    }

    private void step(Trainer trainer, NDArray input, NDArray label, Loss loss) {
        try (NDManager sub = manager.newSubManager()) {
            NDList x = new NDList(input);
            NDList y = new NDList(label);
            x.tempAttach(sub);
            y.tempAttach(sub);
            try (GradientCollector collector = trainer.newGradientCollector()) {
                collector.backward(loss.evaluate(y, trainer.forward(x, y)));
            }
            trainer.step();
        }
    }

    @Override
    public Step inference(Workload w) {
        NDArray[] inputs = inputs(w, new Examples(w));
        Block block = block(w);
        block.initialize(manager, w.input().isTokens() ? DataType.INT64 : DataType.FLOAT32, new Shape(w.input().batched(w.batch())));
        ParameterStore parameters = new ParameterStore(manager, false);
        return new Step() {
            private int next;

            @Override
            public void run() {
                try (NDManager sub = manager.newSubManager()) {
                    NDList x = new NDList(inputs[next++ % inputs.length]);
                    x.tempAttach(sub);
                    block.forward(parameters, x, false);
                }
            }
        };
    }
}
