package org.espalier.benchmarks.jmh;

import static org.espalier.standard.Activations.relu;
import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.sequential;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.Training;
import org.espalier.core.fit.TrainingStep;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.core.registry.Registry;
import org.espalier.data.Dataset;
import org.espalier.nn.Layer;
import org.espalier.nn.RandomStream;
import org.espalier.optim.GradientOptimizer;
import org.espalier.standard.Losses;
import org.espalier.standard.Optimizers;
import org.espalier.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Whole training steps, data feeding and every update included, in steps a second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 7, time = 1)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class TrainingBenchmark {
    /** The workloads: sizes of the layers, batch, optimizer. */
    public enum Workload {
        /** 64-32-10 at batch 32 with SGD. */
        TINY(32, Optimizers.sgd(0.1), 64, 32, 10),
        /** 784-256-128-10 at batch 128 with Adam; times 128 it is samples a second. */
        MNIST_MLP(128, Optimizers.adam(1e-3), 784, 256, 128, 10);

        final int batch;
        final GradientOptimizer optimizer;
        final int[] sizes;

        Workload(int batch, GradientOptimizer optimizer, int... sizes) {
            this.batch = batch;
            this.optimizer = optimizer;
            this.sizes = sizes;
        }

        Network network() {
            List<Layer> layers = new ArrayList<>();
            for (int i = 1; i < sizes.length; i++) {
                layers.add(i < sizes.length - 1 ? dense(sizes[i], relu()) : dense(sizes[i]));
            }
            return Network.of(Input.f32(sizes[0]), sequential(layers.toArray(Layer[]::new)));
        }

        /** Some batches of random examples. */
        Dataset data(int batches) {
            RandomStream random = RandomStream.of(1, name());
            float[] x = new float[batches * batch * sizes[0]];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) random.normal(i);
            }
            long[] y = new long[batches * batch];
            for (int i = 0; i < y.length; i++) {
                y[i] = random.below(i, sizes[sizes.length - 1]);
            }
            return Dataset.of(Tensor.of(x, y.length, sizes[0]), Tensor.of(y));
        }
    }

    private static final int BATCHES = 64;

    @Param
    private Workload workload;

    @Param({"1", "2"})
    private int threads;

    @Param("cpu")
    private String backend;

    private Engine engine;
    private Dataset data;
    private TrainingStep step;
    private int[][] rows;
    private int next;

    /** Compiles the step. */
    @Setup
    public void prepare() {
        engine = Engine.create(Registry.discover(), backend, threads);
        data = workload.data(BATCHES);
        Model model = workload.network().init(engine, 1);
        step = new TrainingStep(model, Training.of(Losses.softmaxCrossEntropy(), workload.optimizer), data.fields());
        rows = new int[BATCHES][workload.batch];
        for (int b = 0; b < BATCHES; b++) {
            for (int i = 0; i < workload.batch; i++) {
                rows[b][i] = b * workload.batch + i;
            }
        }
    }

    /** Ends the backend's threads. */
    @TearDown
    public void close() {
        engine.close();
    }

    /** One step on the next batch. */
    @Benchmark
    public double step() {
        next = (next + 1) % BATCHES;
        return step.update(data, rows[next], workload.batch, 1e-3);
    }
}
