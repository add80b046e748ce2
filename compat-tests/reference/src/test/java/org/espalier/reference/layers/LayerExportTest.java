package org.espalier.reference.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.standard.Layers.add;
import static org.espalier.standard.Layers.averagePool1d;
import static org.espalier.standard.Layers.branches;
import static org.espalier.standard.Layers.concatenate;
import static org.espalier.standard.Layers.conv1d;
import static org.espalier.standard.Layers.conv2d;
import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.embedding;
import static org.espalier.standard.Layers.flatten;
import static org.espalier.standard.Layers.globalAveragePool;
import static org.espalier.standard.Layers.globalMaxPool;
import static org.espalier.standard.Layers.gru;
import static org.espalier.standard.Layers.lstm;
import static org.espalier.standard.Layers.maxOverTime;
import static org.espalier.standard.Layers.maxPool2d;
import static org.espalier.standard.Layers.meanOverTime;
import static org.espalier.standard.Layers.multiHeadAttention;
import static org.espalier.standard.Layers.positionalEmbedding;
import static org.espalier.standard.Layers.rbf;
import static org.espalier.standard.Layers.sequential;
import static org.espalier.standard.Layers.shared;
import static org.espalier.standard.Layers.simpleRnn;
import static org.espalier.standard.Layers.transformerEncoder;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.espalier.core.engine.Engine;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.core.registry.Registry;
import org.espalier.nn.Activation;
import org.espalier.nn.Layer;
import org.espalier.nn.RandomStream;
import org.espalier.onnx.OnnxExport;
import org.espalier.onnx.OnnxReport;
import org.espalier.onnx.VerificationReport;
import org.espalier.standard.activation.Elu;
import org.espalier.standard.activation.Identity;
import org.espalier.standard.activation.LeakyRelu;
import org.espalier.standard.activation.PRelu;
import org.espalier.standard.activation.Relu;
import org.espalier.standard.activation.SplitActivation;
import org.espalier.standard.activation.Tanh;
import org.espalier.standard.layer.BatchNormalization;
import org.espalier.standard.layer.Dropout;
import org.espalier.standard.layer.Flatten;
import org.espalier.standard.layer.LayerNormalization;
import org.espalier.standard.layer.Named;
import org.espalier.standard.layer.Parallel;
import org.espalier.standard.layer.Reshape;
import org.espalier.standard.layer.Residual;
import org.espalier.standard.layer.WeightNormalization;
import org.espalier.standard.layer.attention.TransformerEncoder;
import org.espalier.standard.layer.conv.Conv;
import org.espalier.standard.layer.conv.Padding;
import org.espalier.standard.layer.sequence.CellActivation;
import org.espalier.standard.preprocessing.ChannelShift;
import org.espalier.standard.preprocessing.Rescale;
import org.espalier.standard.preprocessing.Whitening;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer and activation of the standard plugin, exported and run in ONNX Runtime beside our own forward pass. */
class LayerExportTest {
    private static final Engine ENGINE = Engine.create(Registry.discover(), Engine.REFERENCE, 1);

    @TempDir
    Path folder;

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    /** Those of one input [batch,6] and one output. */
    static List<Layer> layers() {
        return List.of(
                dense(5),
                dense(5, PRelu.DEFAULT).withBias(false),
                Dropout.of(0.5),
                Dropout.of(0.5).withScaling(Dropout.Scaling.INFERENCE),
                BatchNormalization.DEFAULT.withStartFromFirstBatch(true),
                sequential(Reshape.to(2, 3), BatchNormalization.DEFAULT),
                LayerNormalization.DEFAULT,
                WeightNormalization.of(dense(5, Relu.INSTANCE)),
                sequential(Reshape.to(2, 3), WeightNormalization.of(conv1d(4, 2, Tanh.INSTANCE))),
                sequential(Reshape.to(2, 3), LayerNormalization.DEFAULT.withAxis(1).withAffine(false)),
                sequential(Reshape.to(3, 2, 1), Flatten.INSTANCE),
                Residual.of(dense(6, Relu.INSTANCE)),
                Residual.of(dense(4)).withProjection(dense(4).withBias(false)),
                sequential(branches(dense(2), Tanh.INSTANCE), concatenate()),
                sequential(branches(dense(3), sequential(Relu.INSTANCE, dense(3))), Parallel.of(Tanh.INSTANCE, dense(3)), add()),
                sequential(branches(shared("twin", dense(3)), sequential(Relu.INSTANCE, shared("twin", dense(3)))), add()),
                Named.of("head", dense(2)),
                rbf(4, 0.1),
                sequential(Reshape.to(2, 3), conv1d(4, 2, Tanh.INSTANCE).withPadding(Padding.SAME)),
                sequential(Reshape.to(2, 3, 1), Conv.of(4, 3, 1).withGroups(2).withStrides(2, 1).withPadding(Padding.of(1))),
                sequential(Reshape.to(1, 1, 2, 3), Conv.of(2, 1, 2, 2).withDilations(1, 1, 2).withBias(false)),
                sequential(Reshape.to(1, 2, 3), maxPool2d(2).withStrides(1)),
                sequential(Reshape.to(2, 3), averagePool1d(2).withStrides(1).withPadding(Padding.of(1, 0))),
                sequential(Reshape.to(2, 3), averagePool1d(2).withPadding(Padding.of(1)).withCountIncludePad(true)),
                sequential(Reshape.to(2, 3), globalAveragePool()),
                sequential(Reshape.to(2, 3), globalMaxPool()),
                sequential(Reshape.to(3, 2), positionalEmbedding(4), maxOverTime()),
                sequential(Reshape.to(3, 2), lstm(3)),
                sequential(Reshape.to(3, 2), lstm(3).withBidirectional(true).withSequence(true)
                        .withActivations(CellActivation.SOFTSIGN, CellActivation.HARD_SIGMOID)),
                sequential(Reshape.to(3, 2), gru(2).withSequence(true)),
                sequential(Reshape.to(3, 2), gru(2).withBidirectional(true).withResetAfter(true)),
                sequential(Reshape.to(3, 2), simpleRnn(2).withBidirectional(true).withSequence(true)
                        .withActivation(CellActivation.RELU)),
                sequential(Reshape.to(3, 2), multiHeadAttention(2).withWidth(4).withCausal(true)),
                sequential(Reshape.to(3, 2), transformerEncoder(2, 4).withDropout(0.2)),
                rbf(new double[][] {{0, 1, 0, 1, 0, 1}, {1, 0, 0, 0, 0, 1}}, 0.1),
                new Rescale(Tensor.of(new double[] {1, 2, 3, 4, 5, 6}), Tensor.of(new double[] {1, 0.5, 2, 3, 4, 5})),
                sequential(Reshape.to(2, 3), new ChannelShift(List.of(0.5, -1.0))),
                new Whitening(Tensor.of(new double[] {1, 2, 3, 4, 5, 6}),
                        Tensor.of(new double[] {1, 0.5, 2, 3, 4, 5, -1, -0.5, 0, 0.25, 1.5, 2.5}, 6, 2)),
                SplitActivation.of(2, Relu.INSTANCE).and(3, Tanh.INSTANCE).and(1, Identity.INSTANCE),
                LeakyRelu.of(0.2),
                Elu.of(1.5),
                PRelu.DEFAULT.withShared(true));
    }

    /** Activations and layers as they are registered. */
    static Stream<Layer> registered() {
        return ENGINE.registry().components().stream()
                .filter(c -> c.pluginId().equals("espalier.standard"))
                .map(c -> (Object) c.defaults())
                .filter(d -> d instanceof Activation && !(d instanceof SplitActivation))
                .map(Layer.class::cast);
    }

    @ParameterizedTest
    @MethodSource({"layers", "registered"})
    void computesTheSameInOnnxRuntime(Layer layer) {
        verify(Network.of(Input.f32(6), layer));
    }

    @Test
    void severalInputsComputeTheSame() {
        verify(new Network(List.of(Input.f32(3).named("left"), Input.f32(2).named("right")),
                sequential(Parallel.of(dense(4), dense(4)), branches(add(), concatenate())), List.of("sum", "both")));
    }

    /** Lengths that only have a name are still free in the file. */
    @Test
    void sequencesOfAnyLengthComputeTheSame() {
        Input text = new Input("text", DType.I64, Shape.of(Dim.of("time")));
        verify(Network.of(text, sequential(embedding(4, 6), positionalEmbedding(8), transformerEncoder(2, 8), meanOverTime())));
        verify(Network.of(text, sequential(embedding(4, 6), gru(3).withSequence(true), lstm(4).withBidirectional(true))));
        Input image = new Input("image", DType.F32, Shape.of(Dim.of(2), Dim.of("height"), Dim.of("width")));
        verify(Network.of(image, sequential(conv2d(3, 3).withPadding(Padding.SAME).withStrides(2), globalAveragePool())));
    }

    @Test
    void sequencesLookAtOthersWithoutTheirPadding() {
        verify(new Network(List.of(Input.f32(3, 6).named("x"), Input.f32(4, 5).named("memory"),
                new Input("mask", DType.BOOL, Shape.of(4))), multiHeadAttention(2).withBias(false), List.of("y")));
        verify(new Network(List.of(Input.f32(3, 6).named("x"), new Input("mask", DType.BOOL, Shape.of(3))),
                transformerEncoder(3, 4).withOrder(TransformerEncoder.Order.PRE_NORM), List.of("y")));
    }

    @Test
    void normalizationsShowAsTheOperatorsOfOnnx() {
        Network network = Network.of(Input.f32(6), sequential(BatchNormalization.DEFAULT, LayerNormalization.DEFAULT,
                Reshape.to(2, 3), BatchNormalization.DEFAULT.withAxis(-1)));
        Path file = folder.resolve("operators.onnx");
        OnnxReport report = OnnxExport.of(network.init(ENGINE, 7)).write(file);
        assertThat(report.nodes()).containsEntry("BatchNormalization", 2).containsEntry("LayerNormalization", 1)
                .doesNotContainKeys("ReduceMean", "Sqrt", "Sub");
        assertThat(report.decomposed()).isEmpty();
    }

    @Test
    void newLayersShowAsTheOperatorsOfOnnx() {
        assertThat(nodes(OnnxExport.of(Network.of(Input.f32(2, 6, 6), sequential(conv2d(4, 3), maxPool2d(2), flatten()))
                .init(ENGINE, 1)))).containsOnlyKeys("Conv", "MaxPool", "Flatten");
        Model recurrent = Network.of(Input.f32(4, 6), sequential(lstm(3).withSequence(true), gru(2))).init(ENGINE, 1);
        assertThat(nodes(OnnxExport.of(recurrent))).containsEntry("LSTM", 1).containsEntry("GRU", 1)
                .doesNotContainKeys("MatMul", "Gemm", "Sigmoid");
        Model attention = Network.of(Input.f32(4, 6), multiHeadAttention(2).withCausal(true)).init(ENGINE, 1);
        assertThat(nodes(OnnxExport.of(attention).opset(23))).containsEntry("Attention", 1).containsEntry("MatMul", 2)
                .doesNotContainKeys("Softmax", "Exp");
        assertThat(nodes(OnnxExport.of(attention))).containsEntry("MatMul", 4).doesNotContainKeys("Attention");
    }

    private Map<String, Integer> nodes(OnnxExport export) {
        return export.write(folder.resolve("operators.onnx")).nodes();
    }

    private void verify(Network network) {
        Model fresh = network.init(ENGINE, 7);
        Model model = Model.of(ENGINE, network, fresh.dtype(), shaken(fresh.weights()));
        Path file = folder.resolve("layer.onnx");
        OnnxExport export = OnnxExport.of(model);
        assertThat(export.validate()).isEmpty();
        export.write(file);
        VerificationReport report = export.verify(file);
        assertThat(report.comparisons()).isNotEmpty();
        assertThat(report.maxDifference()).isLessThan(1e-4);
    }

    /** Weights that have left their first values: zeros and ones would hide a mistake. */
    private static Map<String, Tensor> shaken(Map<String, Tensor> weights) {
        Map<String, Tensor> shaken = new TreeMap<>();
        weights.forEach((path, t) -> {
            RandomStream random = RandomStream.of(5, path);
            double[] v = t.toDoubles();
            for (int i = 0; i < v.length; i++) {
                // Variances stay above 0.
                v[i] += 0.5 * random.uniform(i);
            }
            shaken.put(path, Tensor.rounded(t.type(), v));
        });
        return shaken;
    }
}
