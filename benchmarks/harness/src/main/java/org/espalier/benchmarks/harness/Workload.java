package org.espalier.benchmarks.harness;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A network and how it is run.
 *
 * @param id short, such as {@code B}
 * @param input what it reads
 * @param layers what it consists of; the last yields a score for each class
 * @param batch examples in a batch
 * @param rule the optimizer; null for inference
 * @param measure what is measured
 * @param samples the examples in memory
 */
public record Workload(
        String id, InputSpec input, List<LayerSpec> layers, int batch, UpdateRule rule, Measure measure, int samples)
        implements Work {
    private static final int DATA_BYTES = 16 << 20;

    public Workload {
        layers = List.copyOf(layers);
    }

    /** A workload with as many examples in memory as fill some megabytes: more than caches hold, at most 64 batches. */
    static Workload of(String id, String input, String layers, int batch, UpdateRule rule, Measure measure) {
        return new Workload(id, InputSpec.parse(input), Notation.parse(layers), batch, rule, measure, 0).sized();
    }

    private Workload sized() {
        int batches = Math.max(8, Math.min(64, DATA_BYTES / (4 * batch * input.size())));
        return withSamples(batch * batches);
    }

    /** With another number of examples in memory. */
    public Workload withSamples(int n) {
        return new Workload(id, input, layers, batch, rule, measure, n);
    }

    /** With another batch. */
    public Workload withBatch(int n) {
        return new Workload(id, input, layers, n, rule, measure, samples).sized();
    }

    /** With another optimizer. */
    public Workload withRule(UpdateRule other) {
        return new Workload(id, input, layers, batch, other, measure, samples);
    }

    /** Another network, run in the same way. */
    public Workload withNetwork(InputSpec otherInput, List<LayerSpec> otherLayers) {
        return new Workload(id, otherInput, otherLayers, batch, rule, measure, samples).sized();
    }

    /** Hands the layers to a builder in order. */
    public void build(NetworkBuilder builder) {
        int[] shape = input.dims();
        for (LayerSpec layer : layers) {
            shape = layer.build(shape, builder);
        }
    }

    /** The number of scores. */
    public int classes() {
        int[] shape = input.dims();
        NetworkBuilder nobody = new ShapesOnly();
        for (LayerSpec layer : layers) {
            shape = layer.build(shape, nobody);
        }
        return shape[shape.length - 1];
    }

    /** Batches in memory; the last may be smaller. */
    public int batches() {
        return (samples + batch - 1) / batch;
    }

    @Override
    public String title() {
        return input + ": " + layers.stream().map(Object::toString).collect(Collectors.joining(", ")) + "; batch " + batch + ", "
                + (rule == null ? "inference" : rule.toString());
    }

    @Override
    public double perBatch() {
        return batch;
    }

    @Override
    public Step prepare(Framework framework) throws Exception {
        return rule == null ? framework.inference(this) : framework.training(this);
    }
}
