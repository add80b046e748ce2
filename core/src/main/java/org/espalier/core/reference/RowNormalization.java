package org.espalier.core.reference;

import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.graph.Node;
import org.espalier.tensor.Shape;

/**
 * Layer normalization and, without taking the mean away, RMS normalization: row by row in double precision. Behind the
 * result come the mean, where there is one, and the inverse deviation of each row.
 */
final class RowNormalization implements Kernel {
    private final boolean centring;
    private final double epsilon;
    private final int rows;
    private final int length;
    private final IndexMap scale;
    private final IndexMap bias;

    private RowNormalization(Node node, boolean centring) {
        Shape x = node.input(0).type().shape();
        int first = x.axis(Math.toIntExact(node.attributes().longValue("axis", -1)));
        this.centring = centring;
        this.epsilon = node.attributes().doubleValue("epsilon", 1e-5);
        this.rows = Math.toIntExact(x.slice(0, first).size());
        this.length = Math.toIntExact(x.slice(first, x.rank()).size());
        this.scale = IndexMap.broadcast(x, node.input(1).type().shape());
        this.bias = node.inputs().size() > 2 ? IndexMap.broadcast(x, node.input(2).type().shape()) : null;
    }

    static Kernel layer(Node node) {
        return new RowNormalization(node, true);
    }

    static Kernel rms(Node node) {
        return new RowNormalization(node, false);
    }

    @Override
    public void run(Buffer[] in, Buffer[] out) {
        for (int row = 0; row < rows; row++) {
            double mean = centring ? mean(in[0], row * length) : 0;
            double inverse = 1 / Math.sqrt(square(in[0], row * length, mean) + epsilon);
            if (out.length > 1) {
                out[out.length - 1].setDouble(row, inverse);
                if (centring) {
                    out[1].setDouble(row, mean);
                }
            }
            for (int i = row * length; i < (row + 1) * length; i++) {
                double y = (in[0].getDouble(i) - mean) * inverse * in[1].getDouble(scale.at(i));
                out[0].setDouble(i, bias == null ? y : y + in[2].getDouble(bias.at(i)));
            }
        }
    }

    private double mean(Buffer x, int first) {
        double sum = 0;
        for (int i = first; i < first + length; i++) {
            sum += x.getDouble(i);
        }
        return sum / length;
    }

    /** The mean square of the distance from a centre. */
    private double square(Buffer x, int first, double centre) {
        double sum = 0;
        for (int i = first; i < first + length; i++) {
            double d = x.getDouble(i) - centre;
            sum += d * d;
        }
        return sum / length;
    }
}
