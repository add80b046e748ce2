package org.espalier.standard;

import org.espalier.nn.Activation;
import org.espalier.nn.Layer;
import org.espalier.plugin.API;
import org.espalier.standard.layer.Add;
import org.espalier.standard.layer.BatchNormalization;
import org.espalier.standard.layer.Branches;
import org.espalier.standard.layer.Concatenate;
import org.espalier.standard.layer.Dense;
import org.espalier.standard.layer.Dropout;
import org.espalier.standard.layer.Flatten;
import org.espalier.standard.layer.LayerNormalization;
import org.espalier.standard.layer.Named;
import org.espalier.standard.layer.Parallel;
import org.espalier.standard.layer.Rbf;
import org.espalier.standard.layer.Reshape;
import org.espalier.standard.layer.Residual;
import org.espalier.standard.layer.Sequential;
import org.espalier.standard.layer.Shared;
import org.espalier.standard.layer.WeightNormalization;
import org.espalier.standard.layer.attention.MultiHeadAttention;
import org.espalier.standard.layer.attention.TransformerEncoder;
import org.espalier.standard.layer.conv.AveragePool;
import org.espalier.standard.layer.conv.Conv;
import org.espalier.standard.layer.conv.GlobalAveragePool;
import org.espalier.standard.layer.conv.GlobalMaxPool;
import org.espalier.standard.layer.conv.MaxPool;
import org.espalier.standard.layer.sequence.Embedding;
import org.espalier.standard.layer.sequence.Gru;
import org.espalier.standard.layer.sequence.Lstm;
import org.espalier.standard.layer.sequence.PoolOverTime;
import org.espalier.standard.layer.sequence.PositionalEmbedding;
import org.espalier.standard.layer.sequence.SimpleRnn;

/** Layers by name, for a static import: {@code sequential(dense(128, relu()), dropout(0.2), dense(10))}. */
@API(status = API.Status.STABLE, since = "0.1")
public final class Layers {
    private Layers() {}

    /** A linear layer. */
    public static Dense dense(int units) {
        return Dense.of(units);
    }

    /** A fully connected layer with an activation. */
    public static Dense dense(int units, Activation activation) {
        return Dense.of(units, activation);
    }

    /** Drops elements with this probability while training. */
    public static Dropout dropout(double rate) {
        return Dropout.of(rate);
    }

    /** Normalises each feature over the batch. */
    public static BatchNormalization batchNormalization() {
        return BatchNormalization.DEFAULT;
    }

    /** A layer whose weights are learned as direction and length. */
    public static WeightNormalization weightNormalization(Layer layer) {
        return WeightNormalization.of(layer);
    }

    /** Normalises each example over its features. */
    public static LayerNormalization layerNormalization() {
        return LayerNormalization.DEFAULT;
    }

    /** Each example as one vector. */
    public static Flatten flatten() {
        return Flatten.INSTANCE;
    }

    /** Each example under another shape. */
    public static Reshape reshape(long... shape) {
        return Reshape.to(shape);
    }

    /** Layers one after the other. */
    public static Sequential sequential(Layer... layers) {
        return Sequential.of(layers);
    }

    /** Layers one after the other, with their input added. */
    public static Residual residual(Layer... body) {
        return Residual.of(body);
    }

    /** Layers side by side, each on an input of its own. */
    public static Parallel parallel(Layer... layers) {
        return Parallel.of(layers);
    }

    /** Layers side by side, each on the same inputs. */
    public static Branches branches(Layer... layers) {
        return Branches.of(layers);
    }

    /** Joins its inputs along the last axis. */
    public static Concatenate concatenate() {
        return Concatenate.DEFAULT;
    }

    /** The sum of its inputs. */
    public static Add add() {
        return Add.INSTANCE;
    }

    /** A layer whose weights all layers of this id share. */
    public static Shared shared(String id, Layer layer) {
        return Shared.of(id, layer);
    }

    /** A layer whose parameters stand under a name. */
    public static Named named(String name, Layer layer) {
        return Named.of(name, layer);
    }

    /** Radial basis functions with learned centres. */
    public static Rbf rbf(int units, double gamma) {
        return Rbf.of(units, gamma);
    }

    /** Radial basis functions with fixed centres, one row each. */
    public static Rbf rbf(double[][] centres, double gamma) {
        return Rbf.at(centres, gamma);
    }

    /** A linear convolution over one spatial axis with a kernel of this length. */
    public static Conv conv1d(int filters, int kernel) {
        return Conv.of(filters, kernel);
    }

    /** A convolution over one spatial axis with an activation. */
    public static Conv conv1d(int filters, int kernel, Activation activation) {
        return conv1d(filters, kernel).withActivation(activation);
    }

    /** A linear convolution over two spatial axes with a kernel of this length on each. */
    public static Conv conv2d(int filters, int kernel) {
        return Conv.of(filters, kernel, kernel);
    }

    /** A convolution over two spatial axes with an activation. */
    public static Conv conv2d(int filters, int kernel, Activation activation) {
        return conv2d(filters, kernel).withActivation(activation);
    }

    /** A linear convolution over three spatial axes with a kernel of this length on each. */
    public static Conv conv3d(int filters, int kernel) {
        return Conv.of(filters, kernel, kernel, kernel);
    }

    /** A convolution over three spatial axes with an activation. */
    public static Conv conv3d(int filters, int kernel, Activation activation) {
        return conv3d(filters, kernel).withActivation(activation);
    }

    /** The largest element of windows side by side over one spatial axis. */
    public static MaxPool maxPool1d(int kernel) {
        return MaxPool.of(kernel);
    }

    /** The largest element of windows side by side over two spatial axes. */
    public static MaxPool maxPool2d(int kernel) {
        return MaxPool.of(kernel, kernel);
    }

    /** The largest element of windows side by side over three spatial axes. */
    public static MaxPool maxPool3d(int kernel) {
        return MaxPool.of(kernel, kernel, kernel);
    }

    /** The mean of windows side by side over one spatial axis. */
    public static AveragePool averagePool1d(int kernel) {
        return AveragePool.of(kernel);
    }

    /** The mean of windows side by side over two spatial axes. */
    public static AveragePool averagePool2d(int kernel) {
        return AveragePool.of(kernel, kernel);
    }

    /** The mean of windows side by side over three spatial axes. */
    public static AveragePool averagePool3d(int kernel) {
        return AveragePool.of(kernel, kernel, kernel);
    }

    /** The mean of each channel. */
    public static GlobalAveragePool globalAveragePool() {
        return GlobalAveragePool.INSTANCE;
    }

    /** The largest element of each channel. */
    public static GlobalMaxPool globalMaxPool() {
        return GlobalMaxPool.INSTANCE;
    }

    /** A learned vector for each token. */
    public static Embedding embedding(int vocabulary, int width) {
        return Embedding.of(vocabulary, width);
    }

    /** Adds a learned vector for each position of a sequence of at most this length. */
    public static PositionalEmbedding positionalEmbedding(int length) {
        return PositionalEmbedding.of(length);
    }

    /** The mean of a sequence. */
    public static PoolOverTime meanOverTime() {
        return PoolOverTime.MEAN;
    }

    /** The largest of each feature over a sequence. */
    public static PoolOverTime maxOverTime() {
        return PoolOverTime.MAX;
    }

    /** Long short-term memory, yielding the last output. */
    public static Lstm lstm(int units) {
        return Lstm.of(units);
    }

    /** Gated recurrent units, yielding the last output. */
    public static Gru gru(int units) {
        return Gru.of(units);
    }

    /** A fully connected recurrent network, yielding the last output. */
    public static SimpleRnn simpleRnn(int units) {
        return SimpleRnn.of(units);
    }

    /** Multi-head attention of a sequence to itself or to another. */
    public static MultiHeadAttention multiHeadAttention(int heads) {
        return MultiHeadAttention.of(heads);
    }

    /** A block of a transformer's encoder. */
    public static TransformerEncoder transformerEncoder(int heads, int feedForward) {
        return TransformerEncoder.of(heads, feedForward);
    }
}
