package org.espalier.benchmarks.peers.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.transformer.PointwiseFeedForwardBlock;
import ai.djl.nn.transformer.ScaledDotProductAttentionBlock;
import java.util.List;
import java.util.function.UnaryOperator;
import org.espalier.benchmarks.harness.NetworkBuilder;

/** The workloads' layers as DJL's blocks. */
final class DjlNetwork implements NetworkBuilder {
    private final SequentialBlock block = new SequentialBlock();

    Block block() {
        return block;
    }

    private static Block lambda(UnaryOperator<NDArray> f) {
        return new LambdaBlock(list -> new NDList(f.apply(list.get(0))));
    }

    private void activation(boolean relu) {
        if (relu) {
            block.add(Activation.reluBlock());
        }
    }

    @Override
    public void dense(int[] in, int units, boolean relu) {
        block.add(Linear.builder().setUnits(units).build());
        activation(relu);
    }

    @Override
    public void convolution(int[] in, int filters, int kernel, int padding, boolean relu) {
        block.add(Conv2d.builder()
                .setKernelShape(new Shape(kernel, kernel))
                .optPadding(new Shape(padding, padding))
                .setFilters(filters)
                .build());
        activation(relu);
    }

    @Override
    public void maxPool(int[] in, int size) {
        block.add(Pool.maxPool2dBlock(new Shape(size, size), new Shape(size, size)));
    }

    @Override
    public void batchNormalization(int[] in) {
        block.add(BatchNorm.builder().build());
    }

    @Override
    public void relu(int[] in) {
        activation(true);
    }

    @Override
    public void dropout(int[] in, double rate) {
        block.add(Dropout.builder().optRate((float) rate).build());
    }

    @Override
    public void flatten(int[] in) {
        block.add(Blocks.batchFlattenBlock());
    }

    @Override
    public void embedding(int[] in, int vocabulary, int width) {
        block.add(new TokenEmbedding(vocabulary, width));
    }

    @Override
    public void positions(int[] in) {
        block.add(new Positions(in[0], in[1]));
    }

    @Override
    public void lstm(int[] in, int units) {
        block.add(LSTM.builder().setNumLayers(1).setStateSize(units).optBatchFirst(true).optReturnState(false).build());
        block.add(lambda(x -> x.get(":, -1")));
    }

    private static Block residual(Block body) {
        return new ParallelBlock(
                lists -> new NDList(lists.get(0).get(0).add(lists.get(1).get(0))), List.of(Blocks.identityBlock(), body));
    }

    /** DJL's own TransformerEncoderBlock normalises over the batch, not over each place; so its parts are put together here. */
    @Override
    public void encoder(int[] in, int heads, int feedForward) {
        int width = in[1];
        block.add(residual(ScaledDotProductAttentionBlock.builder()
                .setEmbeddingSize(width)
                .setHeadCount(heads)
                .optAttentionProbsDropoutProb(0)
                .build()));
        block.add(LayerNorm.builder().axis(2).build());
        block.add(residual(new PointwiseFeedForwardBlock(List.of(feedForward), width, Activation::relu)));
        block.add(LayerNorm.builder().axis(2).build());
    }

    @Override
    public void meanOverTime(int[] in) {
        block.add(lambda(x -> x.mean(new int[] {1})));
    }
}
