package org.espalier.benchmarks.harness;

/** The examples of a workload: the same for everybody, cheap to make, without any meaning. */
public final class Examples {
    private static final float SPREAD = (float) (2 * Math.sqrt(3) / (1 << 24));
    private final Workload workload;
    private final int classes;

    /** The examples of a workload. */
    public Examples(Workload workload) {
        this.workload = workload;
        this.classes = workload.classes();
    }

    /** The first example of a batch. */
    private int from(int batch) {
        return batch * workload.batch();
    }

    /** The examples in a batch: fewer in the last one where they do not come out even. */
    public int rows(int batch) {
        return Math.min(workload.batch(), workload.samples() - from(batch));
    }

    /** The inputs of a batch: uniform numbers of mean 0 and variance 1. */
    public float[] features(int batch) {
        return features(from(batch), rows(batch));
    }

    /** The inputs of all examples. */
    public float[] features() {
        return features(0, workload.samples());
    }

    private float[] features(int from, int rows) {
        int width = workload.input().size();
        float[] values = new float[rows * width];
        long first = (long) from * width;
        for (int i = 0; i < values.length; i++) {
            values[i] = ((mix(first + i) >>> 40) - (1 << 23)) * SPREAD;
        }
        return values;
    }

    /** The tokens of a batch. */
    public long[] tokens(int batch) {
        return tokens(from(batch), rows(batch));
    }

    /** The tokens of all examples. */
    public long[] tokens() {
        return tokens(0, workload.samples());
    }

    private long[] tokens(int from, int rows) {
        int width = workload.input().size();
        long[] values = new long[rows * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.floorMod(mix((long) from * width + i), workload.input().vocabulary());
        }
        return values;
    }

    /** The classes of a batch. */
    public long[] labels(int batch) {
        return labels(from(batch), rows(batch));
    }

    /** The classes of all examples. */
    public long[] labels() {
        return labels(0, workload.samples());
    }

    private long[] labels(int from, int rows) {
        long[] values = new long[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = Math.floorMod(mix(~(long) (from + i)), classes);
        }
        return values;
    }

    /** The classes of a batch, each as a row with a single 1. */
    public float[] oneHot(int batch) {
        long[] labels = labels(batch);
        float[] values = new float[labels.length * classes];
        for (int i = 0; i < labels.length; i++) {
            values[i * classes + (int) labels[i]] = 1;
        }
        return values;
    }

    /** Numbers for an operand of a kernel. */
    public static float[] numbers(int count, int seed) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = ((mix(i + ((long) seed << 40)) >>> 40) - (1 << 23)) * SPREAD;
        }
        return values;
    }

    /** SplitMix64's finalizer over a counter (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). */
    private static long mix(long counter) {
        long z = (counter + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
