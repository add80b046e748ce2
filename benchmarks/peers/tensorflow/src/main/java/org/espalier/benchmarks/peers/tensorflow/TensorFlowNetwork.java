package org.espalier.benchmarks.peers.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.espalier.benchmarks.harness.AbsentException;
import org.espalier.benchmarks.harness.InputSpec;
import org.espalier.benchmarks.harness.NetworkBuilder;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/** The workloads' layers as operations of TensorFlow, whose images have their channels last. */
final class TensorFlowNetwork implements NetworkBuilder {
    private static final float MOMENTUM = 0.9f;
    private final Ops tf;
    private final Shape example;
    private final Placeholder<TFloat32> input;
    private final List<FusedBatchNorm<TFloat32, TFloat32>> norms = new ArrayList<>();
    private final List<Op> updates = new ArrayList<>();
    private Operand<TFloat32> x;

    TensorFlowNetwork(Ops tf, InputSpec input) {
        if (input.isTokens()) {
            throw new AbsentException("has no layers of its own, and embeddings, LSTM and attention are not put together from operations here");
        }
        int[] d = input.dims();
        this.tf = tf;
        this.example = d.length == 3 ? Shape.of(d[1], d[2], d[0]) : Shape.of(d[0]);
        this.input = tf.placeholder(TFloat32.class, Placeholder.shape(batched(Shape.UNKNOWN_SIZE)));
        this.x = this.input;
    }

    /** The shape of a batch. */
    Shape batched(long rows) {
        return example.prepend(rows);
    }

    Placeholder<TFloat32> input() {
        return input;
    }

    /** The scores. */
    Operand<TFloat32> output() {
        return x;
    }

    /** What is to be run beside the optimizer's updates: running figures. */
    List<Op> updates() {
        return updates;
    }

    private Variable<TFloat32> weight(int fanIn, long... shape) {
        float scale = (float) Math.sqrt(2.0 / fanIn);
        return tf.variable(tf.math.mul(tf.random.truncatedNormal(tf.array(shape), TFloat32.class), tf.constant(scale)));
    }

    private Variable<TFloat32> filled(float value, int length) {
        return tf.variable(tf.fill(tf.array(length), tf.constant(value)));
    }

    private void biased(Operand<TFloat32> product, int length, boolean relu) {
        x = tf.nn.biasAdd(product, filled(0, length));
        if (relu) {
            x = tf.nn.relu(x);
        }
    }

    @Override
    public void dense(int[] in, int units, boolean relu) {
        biased(tf.linalg.matMul(x, weight(in[0], in[0], units)), units, relu);
    }

    @Override
    public void convolution(int[] in, int filters, int kernel, int padding, boolean relu) {
        Variable<TFloat32> weight = weight(kernel * kernel * in[0], kernel, kernel, in[0], filters);
        biased(tf.nn.conv2d(x, weight, List.of(1L, 1L, 1L, 1L), padding > 0 ? "SAME" : "VALID"), filters, relu);
    }

    @Override
    public void maxPool(int[] in, int size) {
        Operand<org.tensorflow.types.TInt32> window = tf.array(1, size, size, 1);
        x = tf.nn.maxPool(x, window, window, "VALID");
    }

    @Override
    public void batchNormalization(int[] in) {
        int features = in[0];
        boolean image = in.length == 3;
        Operand<TFloat32> seen = image ? x : tf.reshape(x, tf.array(-1, 1, 1, features));
        FusedBatchNorm<TFloat32, TFloat32> norm = tf.nn.fusedBatchNorm(seen, filled(1, features), filled(0, features),
                tf.constant(new float[0]), tf.constant(new float[0]), FusedBatchNorm.isTraining(true), FusedBatchNorm.epsilon(1e-5f));
        x = image ? norm.y() : tf.reshape(norm.y(), tf.array(-1, features));
        norms.add(norm);
    }

    /** Keeps running figures; to be called after the optimizer's updates were written, which take every variable for a parameter. */
    void keepRunningFigures() {
        for (FusedBatchNorm<TFloat32, TFloat32> norm : norms) {
            int features = (int) norm.batchMean().shape().get(0);
            track(norm.batchMean(), filled(0, features));
            track(norm.batchVariance(), filled(1, features));
        }
    }

    private void track(Operand<TFloat32> seen, Variable<TFloat32> running) {
        updates.add(tf.assignAdd(running, tf.math.mul(tf.math.sub(seen, running), tf.constant(1 - MOMENTUM))));
    }

    @Override
    public void relu(int[] in) {
        x = tf.nn.relu(x);
    }

    @Override
    public void dropout(int[] in, double rate) {
        Operand<TFloat32> draws = tf.random.randomUniform(tf.shape(x), TFloat32.class);
        Operand<TFloat32> kept = tf.dtypes.cast(tf.math.greaterEqual(draws, tf.constant((float) rate)), TFloat32.class);
        x = tf.math.mul(x, tf.math.mul(kept, tf.constant((float) (1 / (1 - rate)))));
    }

    @Override
    public void flatten(int[] in) {
        x = tf.reshape(x, tf.array(-1, in[0] * in[1] * in[2]));
    }
}
