package org.espalier.reference.samediff;

import static org.espalier.reference.samediff.NetworkComparison.labels;
import static org.espalier.reference.samediff.NetworkComparison.numbers;
import static org.espalier.standard.Layers.dense;
import static org.espalier.standard.Layers.flatten;
import static org.espalier.standard.Layers.sequential;

import java.io.IOException;
import java.util.Map;
import org.espalier.reference.samediff.TestLayers.ChannelNormalization;
import org.espalier.reference.samediff.TestLayers.Convolution;
import org.espalier.reference.samediff.TestLayers.LastState;
import org.espalier.standard.Activations;
import org.espalier.standard.Losses;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.config.LSTMDataFormat;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.config.LSTMDirectionMode;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.config.LSTMLayerConfig;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.weights.LSTMLayerWeights;

/** Loss and all gradients of networks of several kinds of layers, written with SameDiff's own ops; in f64. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class DeepNetworksAgainstSameDiffTest {
    private static final double EPSILON = 1e-3;
    private static final NetworkReport REPORT = new NetworkReport("deep networks");

    @AfterAll
    static void write() throws IOException {
        REPORT.write(3);
    }

    private static SDVariable conv(SameDiff sd, Map<String, SDVariable> w, String path, SDVariable x, int kernel, int padding) {
        return sd.cnn().conv2d(x, sd.permute(w.get(path + "/weight"), 2, 3, 1, 0), w.get(path + "/bias"), Conv2DConfig.builder()
                .dataFormat("NCHW").kH(kernel).kW(kernel).pH(padding).pW(padding).paddingMode(PaddingMode.VALID).build());
    }

    private static Pooling2DConfig square(int length) {
        return Pooling2DConfig.builder().isNHWC(false).kH(length).kW(length).sH(length).sW(length).build();
    }

    private static SDVariable affine(Map<String, SDVariable> w, String path, SDVariable x) {
        return x.mmul(w.get(path + "/weight")).add(w.get(path + "/bias"));
    }

    @Test
    void convolutionPoolingConvolutionPoolingDense() {
        REPORT.check("convolution, max pooling, convolution, average pooling, dense; softmax cross-entropy", 6,
                sequential(new Convolution(4, 3, 1), TestLayers.relu(), TestLayers.pool(true, 2), new Convolution(6, 3, 0),
                        TestLayers.pool(false, 2), flatten(), dense(5)),
                Losses.softmaxCrossEntropy(), numbers(21, -1.5, 1.5, 6, 2, 8, 8), labels(5, 6), (sd, w, x, y) -> {
                    SDVariable one = sd.cnn().maxPooling2d(sd.nn().relu(conv(sd, w, "0", x, 3, 1), 0), square(2));
                    SDVariable two = sd.cnn().avgPooling2d(conv(sd, w, "3", one, 3, 0), square(2));
                    return NetworkReport.crossEntropy(sd, affine(w, "6", sd.reshape(two, 6, 6)), y, 5);
                });
    }

    @Test
    void convolutionNormalizedByChannel() {
        REPORT.check("convolution, batch normalization by channel, max pooling, dense; mean squared error", 6,
                sequential(new Convolution(3, 3, 0), new ChannelNormalization(EPSILON), TestLayers.pool(true, 2), flatten(),
                        dense(4, Activations.tanh())),
                Losses.meanSquaredError(), numbers(22, -1.5, 1.5, 5, 2, 6, 6), numbers(23, -1, 1, 5, 4), (sd, w, x, y) -> {
                    SDVariable z = conv(sd, w, "0", x, 3, 0);
                    SDVariable centred = z.sub(z.mean(true, 0, 2, 3));
                    SDVariable variance = sd.math().square(centred).mean(true, 0, 2, 3);
                    SDVariable normal = centred.div(sd.math().sqrt(variance.add(EPSILON)));
                    SDVariable scaled = normal.mul(sd.reshape(w.get("1/scale"), 1, 3, 1, 1)).add(sd.reshape(w.get("1/shift"), 1, 3, 1, 1));
                    SDVariable pooled = sd.reshape(sd.cnn().maxPooling2d(scaled, square(2)), 5, 12);
                    return NetworkReport.meanSquare(sd.math().tanh(affine(w, "4", pooled)), y);
                });
    }

    @Test
    void lstmAndDense() {
        int h = 4;
        REPORT.check("LSTM over 5 steps, its last state, dense; mean squared error", 5,
                sequential(new LastState(h), dense(2)), Losses.meanSquaredError(), numbers(24, -1, 1, 6, 5, 3), numbers(25, -1, 1, 6, 2),
                (sd, w, x, y) -> {
                    SDVariable b = sd.reshape(w.get("0/bias"), 2, 4L * h);
                    SDVariable[] out = sd.rnn().lstmLayer(sd.permute(x, 1, 0, 2),
                            LSTMLayerWeights.builder().weights(gates(sd, w.get("0/input"), h, 3))
                                    .rWeights(gates(sd, w.get("0/recurrent"), h, h))
                                    .bias(sd.reshape(gates(sd, sd.reshape(b.sum(0), 1, 4L * h, 1), h, 1), 4L * h)).build(),
                            LSTMLayerConfig.builder().lstmdataformat(LSTMDataFormat.TNS).directionMode(LSTMDirectionMode.FWD)
                                    .retFullSequence(true).retLastH(true).retLastC(true).build());
                    return NetworkReport.meanSquare(affine(w, "1", out[1]), y);
                });
    }

    /** From input, output, forget, cell to input, forget, cell, output; transposed. */
    private static SDVariable gates(SameDiff sd, SDVariable w, int hidden, int width) {
        SDVariable[] parts = new SDVariable[4];
        int[] order = {0, 2, 3, 1};
        for (int i = 0; i < 4; i++) {
            parts[i] = sd.reshape(sd.slice(w, new int[] {0, order[i] * hidden, 0}, 1, hidden, width), hidden, width);
        }
        return sd.permute(sd.concat(0, parts), 1, 0);
    }
}
