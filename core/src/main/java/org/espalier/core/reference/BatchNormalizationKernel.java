package org.espalier.core.reference;

import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.tensor.Shape;

/** Batch normalization, channel by channel, in double precision. */
final class BatchNormalizationKernel implements Kernel {
    private final int examples;
    private final int channels;
    private final int inner;
    private final boolean training;
    private final double epsilon;
    private final double momentum;

    BatchNormalizationKernel(Node node) {
        Shape x = node.input(0).type().shape();
        this.examples = Math.toIntExact(x.length(0));
        this.channels = x.rank() == 1 ? 1 : Math.toIntExact(x.length(1));
        this.inner = x.rank() == 1 ? 1 : Math.toIntExact(x.slice(2, x.rank()).size());
        Attributes a = node.attributes();
        this.training = a.flag("training_mode", false);
        this.epsilon = a.doubleValue("epsilon", 1e-5);
        this.momentum = a.doubleValue("momentum", 0.9);
    }

    @Override
    public void run(Buffer[] in, Buffer[] out) {
        for (int c = 0; c < channels; c++) {
            double mean = in[3].getDouble(c);
            double variance = in[4].getDouble(c);
            if (training) {
                double oldMean = mean;
                double oldVariance = variance;
                mean = mean(in[0], c);
                variance = variance(in[0], c, mean);
                out[1].setDouble(c, oldMean * momentum + mean * (1 - momentum));
                out[2].setDouble(c, oldVariance * momentum + variance * (1 - momentum));
            }
            double inverse = 1 / Math.sqrt(variance + epsilon);
            if (training && out.length > 3) {
                out[3].setDouble(c, mean);
                out[4].setDouble(c, inverse);
            }
            double scale = in[1].getDouble(c) * inverse;
            double shift = in[2].getDouble(c);
            for (int k = 0; k < examples * inner; k++) {
                int i = at(c, k);
                out[0].setDouble(i, (in[0].getDouble(i) - mean) * scale + shift);
            }
        }
    }

    private double mean(Buffer x, int channel) {
        double sum = 0;
        for (int k = 0; k < examples * inner; k++) {
            sum += x.getDouble(at(channel, k));
        }
        return sum / (examples * inner);
    }

    private double variance(Buffer x, int channel, double mean) {
        double sum = 0;
        for (int k = 0; k < examples * inner; k++) {
            double d = x.getDouble(at(channel, k)) - mean;
            sum += d * d;
        }
        return sum / (examples * inner);
    }

    /** Where element k of a channel stands. */
    private int at(int channel, int k) {
        return (k / inner * channels + channel) * inner + k % inner;
    }
}
