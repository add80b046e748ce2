package org.espalier.benchmarks.peers.kotlindl;

import java.util.Arrays;
import java.util.List;
import org.espalier.benchmarks.harness.Examples;
import org.espalier.benchmarks.harness.Framework;
import org.espalier.benchmarks.harness.JarVersion;
import org.espalier.benchmarks.harness.Measure;
import org.espalier.benchmarks.harness.Step;
import org.espalier.benchmarks.harness.Workload;
import org.jetbrains.kotlinx.dl.api.core.Sequential;
import org.jetbrains.kotlinx.dl.api.core.loss.Losses;
import org.jetbrains.kotlinx.dl.api.core.metric.Metrics;
import org.jetbrains.kotlinx.dl.api.core.optimizer.Adam;
import org.jetbrains.kotlinx.dl.dataset.OnHeapDataset;

/** KotlinDL. It trains by whole epochs only, so a call is an epoch, of enough batches that its own cost is small. */
final class KotlinDl implements Framework {
    private static final int EPOCH_NUMBERS = 1 << 22;

    @Override
    public String name() {
        return "KotlinDL";
    }

    @Override
    public String version() {
        return JarVersion.of(Sequential.class) + " with TensorFlow " + org.tensorflow.TensorFlow.version();
    }

    private static Sequential compiled(Workload w) {
        KotlinDlNetwork builder = new KotlinDlNetwork(w.input());
        w.build(builder);
        Sequential network = builder.network();
        network.compile(w.rule() == null ? new Adam() : w.rule().of(new KotlinDlUpdates()),
                Losses.SOFT_MAX_CROSS_ENTROPY_WITH_LOGITS, Metrics.ACCURACY);
        network.init();
        return network;
    }

    /** The examples by row; where an epoch would be short they come several times in it. */
    private static OnHeapDataset data(Workload w, int samples) {
        Examples examples = new Examples(w);
        int width = w.input().size();
        float[] all = examples.features();
        long[] labels = examples.labels();
        float[][] rows = new float[samples][];
        float[] classes = new float[samples];
        for (int i = 0; i < samples; i++) {
            int row = i % w.samples();
            rows[i] = i < w.samples() ? Arrays.copyOfRange(all, row * width, (row + 1) * width) : rows[row];
            classes[i] = labels[row];
        }
        return OnHeapDataset.Companion.create(rows, classes);
    }

    @Override
    public Step training(Workload w) {
        Sequential network = compiled(w);
        int batches = w.measure() == Measure.START ? w.batches()
                : Math.max(4, Math.min(1024, EPOCH_NUMBERS / (w.batch() * w.input().size())));
        OnHeapDataset data = data(w, w.measure() == Measure.START ? w.samples() : batches * w.batch());
        return new Step() {
            private double loss;

            @Override
            public void run() {
                loss = network.fit(data, 1, w.batch(), List.of()).getBatchHistory().get(batches - 1).getLossValue();
            }

            @Override
            public int batches() {
                return batches;
            }

            @Override
            public double loss() {
                return loss;
            }
        };
    }

    @Override
    public Step inference(Workload w) {
        Sequential network = compiled(w);
        OnHeapDataset data = data(w, w.batch() == 1 ? w.samples() : w.batch());
        if (w.batch() > 1) {
            return () -> network.predict(data, w.batch(), List.of());
        }
        return new Step() {
            private int next;

            @Override
            public void run() {
                network.predict(data.getX(next++ % w.samples()));
            }
        };
    }
}
