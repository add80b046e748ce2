package org.espalier.benchmarks.espalier;

import org.espalier.benchmarks.harness.Arguments;
import org.espalier.benchmarks.harness.Convolution;
import org.espalier.benchmarks.harness.Examples;
import org.espalier.benchmarks.harness.Framework;
import org.espalier.benchmarks.harness.Gemm;
import org.espalier.benchmarks.harness.Step;
import org.espalier.benchmarks.harness.Workload;
import org.espalier.core.engine.Engine;
import org.espalier.core.engine.Profiler;
import org.espalier.core.fit.Training;
import org.espalier.core.fit.TrainingStep;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.core.plan.Plan;
import org.espalier.core.registry.Registry;
import org.espalier.data.Dataset;
import org.espalier.optim.GradientOptimizer;
import org.espalier.standard.Losses;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;

/** Espalier as one of the frameworks that are compared. */
final class Espalier implements Framework {
    private final Engine engine;
    private final Profiler profiler;
    private final boolean printsPlan;

    Espalier(int threads, Arguments arguments) {
        Engine plain = Engine.create(Registry.discover(), arguments.text("backend", Engine.FAST), threads);
        this.profiler = arguments.has("profile") ? new Profiler() : null;
        this.engine = profiler == null ? plain : profiler.wrap(plain);
        this.printsPlan = arguments.has("plan");
    }

    @Override
    public String name() {
        return "Espalier";
    }

    @Override
    public String version() {
        return engine.backend().description().replaceAll(", \\d+ threads?", "");
    }

    private Model model(Workload w) {
        EspalierNetwork builder = new EspalierNetwork();
        w.build(builder);
        DType read = w.input().isTokens() ? DType.I64 : DType.F32;
        return Network.of(new Input(Dataset.INPUT, read, shape(w.input().dims())), builder.body()).init(engine, 1);
    }

    private static Shape shape(int[] dims) {
        long[] lengths = new long[dims.length];
        for (int i = 0; i < dims.length; i++) {
            lengths[i] = dims[i];
        }
        return Shape.of(lengths);
    }

    private static Tensor inputs(Workload w, Examples examples) {
        long[] shape = w.input().batched(w.samples());
        return w.input().isTokens() ? Tensor.of(examples.tokens(), shape) : Tensor.of(examples.features(), shape);
    }

    @Override
    public Step training(Workload w) {
        Examples examples = new Examples(w);
        Dataset data = Dataset.of(inputs(w, examples), Tensor.of(examples.labels()));
        GradientOptimizer optimizer = w.rule().of(new EspalierUpdates());
        double rate = optimizer.learningRate().at(0, w.batches());
        Training training = Training.of(Losses.softmaxCrossEntropy(), optimizer);
        TrainingStep step = new TrainingStep(model(w), training, data.fields());
        if (printsPlan) {
            print(step.plan(w.batch()));
        }
        int[][] rows = new int[w.batches()][];
        for (int b = 0; b < rows.length; b++) {
            rows[b] = new int[examples.rows(b)];
            for (int i = 0; i < rows[b].length; i++) {
                rows[b][i] = b * w.batch() + i;
            }
        }
        return new Step() {
            private int next;

            @Override
            public void run() {
                int[] batch = rows[next++ % rows.length];
                step.update(data, batch, batch.length, rate);
            }

            @Override
            public double loss() {
                return step.loss();
            }
        };
    }

    private static void print(Plan plan) {
        System.err.println(plan);
    }

    @Override
    public Step inference(Workload w) {
        Model model = model(w);
        if (printsPlan) {
            print(model.inferencePlan(w.batch()));
        }
        Examples examples = new Examples(w);
        Tensor[] batches = new Tensor[w.batches()];
        for (int b = 0; b < batches.length; b++) {
            long[] shape = w.input().batched(examples.rows(b));
            batches[b] = w.input().isTokens() ? Tensor.of(examples.tokens(b), shape) : Tensor.of(examples.features(b), shape);
        }
        return new Step() {
            private int next;

            @Override
            public void run() {
                model.predict(batches[next++ % batches.length]);
            }
        };
    }

    @Override
    public Step gemm(Gemm g) {
        return Kernels.gemm(engine, g);
    }

    @Override
    public Step convolution(Convolution c) {
        return Kernels.convolution(engine, c);
    }

    @Override
    public void warm() {
        if (profiler != null) {
            profiler.reset();
        }
    }

    @Override
    public String report() {
        return profiler == null ? "" : profiler.table();
    }

    @Override
    public void close() {
        engine.close();
    }
}
