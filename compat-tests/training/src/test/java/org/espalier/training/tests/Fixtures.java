package org.espalier.training.tests;

import static org.espalier.standard.Activations.relu;
import static org.espalier.standard.Activations.tanh;
import static org.espalier.standard.Layers.batchNormalization;
import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.dropout;
import static org.espalier.standard.Layers.residual;
import static org.espalier.standard.Layers.sequential;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.core.registry.Registry;
import org.espalier.core.registry.RegistryBuilder;
import org.espalier.data.Dataset;
import org.espalier.nn.RandomStream;
import org.espalier.plugin.Plugin;
import org.espalier.standard.Losses;
import org.espalier.standard.Metrics;
import org.espalier.standard.Optimizers;
import org.espalier.tensor.Tensor;

/** Networks and data that several tests share. */
final class Fixtures {
    static final Registry REGISTRY = Registry.discover();

    private Fixtures() {}

    /** The plugins of these ids, whatever else is there. */
    static Registry only(String... ids) {
        RegistryBuilder builder = Registry.builder();
        ServiceLoader.load(Plugin.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(p -> List.of(ids).contains(p.id()))
                .forEach(builder::add);
        return builder.build();
    }

    static Engine reference() {
        return Engine.create(REGISTRY, Engine.REFERENCE, 1);
    }

    static Engine fast(int threads) {
        return Engine.create(REGISTRY, Engine.FAST, threads);
    }

    /** Normally distributed points of 8 figures; the class is where the sum of the first two lies. */
    static Dataset points(int n) {
        RandomStream random = RandomStream.of(7, "points");
        float[] x = new float[n * 8];
        long[] y = new long[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < 8; j++) {
                x[i * 8 + j] = (float) random.normal(i * 8 + j);
            }
            double sum = x[i * 8] + x[i * 8 + 1];
            y[i] = sum < -0.5 ? 0 : sum < 0.5 ? 1 : 2;
        }
        return Dataset.of(Tensor.of(x, n, 8), Tensor.of(y));
    }

    /** Something of everything: normalisation, dropout, a residual. */
    static Network everything() {
        return Network.of(Input.f32(8), sequential(
                dense(33), batchNormalization(), tanh(), dropout(0.25),
                residual(dense(33, relu()), dropout(0.25)),
                dense(3)));
    }

    /** Dense layers only. */
    static Network plain() {
        return Network.of(Input.f32(8), sequential(dense(16, tanh()), dense(3)));
    }

    static Training classify() {
        return Training.of(Losses.softmaxCrossEntropy(), Optimizers.adam(0.01).with(Optimizers.clipByGlobalNorm(1)))
                .withMetrics(Metrics.accuracy())
                .withBatchSize(16)
                .withSeed(5);
    }

    /** A digest of every bit. */
    static String fingerprint(Map<String, Tensor> weights) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            weights.forEach((name, t) -> {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                ByteBuffer bytes = ByteBuffer.allocate(t.size() * t.dtype().bytes());
                t.writeBytes(bytes);
                digest.update(bytes.flip());
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
