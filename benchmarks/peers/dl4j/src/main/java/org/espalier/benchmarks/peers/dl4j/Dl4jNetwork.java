package org.espalier.benchmarks.peers.dl4j;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.weights.WeightInit;
import org.espalier.benchmarks.harness.InputSpec;
import org.espalier.benchmarks.harness.NetworkBuilder;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** The workloads' layers in Deeplearning4j, where the last one bears the loss. */
final class Dl4jNetwork implements NetworkBuilder {
    private final NeuralNetConfiguration.ListBuilder list;
    private final InputSpec input;
    private int[] last;

    Dl4jNetwork(InputSpec input, IUpdater updater) {
        this.input = input;
        this.list = new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(DataType.FLOAT)
                .weightInit(WeightInit.RELU)
                .updater(updater)
                .list();
    }

    MultiLayerConfiguration configuration() {
        list.layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nIn(last[0])
                .nOut(last[1])
                .activation(Activation.SOFTMAX)
                .build());
        int[] d = input.dims();
        if (d.length == 3) {
            list.setInputType(InputType.convolutional(d[1], d[2], d[0]));
        }
        return list.build();
    }

    /** A linear layer waits for the next one: if there is none it is the output. */
    private void add(Layer layer) {
        if (last != null) {
            list.layer(new DenseLayer.Builder().nIn(last[0]).nOut(last[1]).activation(Activation.IDENTITY).build());
            last = null;
        }
        list.layer(layer);
    }

    private static Activation activation(boolean relu) {
        return relu ? Activation.RELU : Activation.IDENTITY;
    }

    @Override
    public void dense(int[] in, int units, boolean relu) {
        if (relu) {
            add(new DenseLayer.Builder().nIn(in[0]).nOut(units).activation(Activation.RELU).build());
        } else {
            last = new int[] {in[0], units};
        }
    }

    @Override
    public void convolution(int[] in, int filters, int kernel, int padding, boolean relu) {
        add(new ConvolutionLayer.Builder(kernel, kernel)
                .padding(padding, padding)
                .nIn(in[0])
                .nOut(filters)
                .activation(activation(relu))
                .build());
    }

    @Override
    public void maxPool(int[] in, int size) {
        add(new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX).kernelSize(size, size).stride(size, size).build());
    }

    @Override
    public void batchNormalization(int[] in) {
        add(new BatchNormalization.Builder().nIn(in[0]).nOut(in[0]).build());
    }

    @Override
    public void relu(int[] in) {
        add(new ActivationLayer(Activation.RELU));
    }

    @Override
    public void dropout(int[] in, double rate) {
        add(new DropoutLayer.Builder(1 - rate).build());
    }

    /** Done by Deeplearning4j itself between images and dense layers. */
    @Override
    public void flatten(int[] in) {}

    @Override
    public void embedding(int[] in, int vocabulary, int width) {
        add(new EmbeddingSequenceLayer.Builder()
                .nIn(vocabulary)
                .nOut(width)
                .inputLength(in[0])
                .activation(Activation.IDENTITY)
                .build());
    }

    @Override
    public void lstm(int[] in, int units) {
        add(new LastTimeStep(new LSTM.Builder().nIn(in[1]).nOut(units).activation(Activation.TANH).build()));
    }
}
