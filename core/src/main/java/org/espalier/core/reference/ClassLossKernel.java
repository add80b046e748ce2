package org.espalier.core.reference;

import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.tensor.Shape;

/** Losses of labels, label by label in double precision. */
final class ClassLossKernel implements Kernel {
    private final boolean fromScores;
    private final int classes;
    private final int inner;
    private final boolean ignoring;
    private final long ignored;
    private final boolean each;
    private final boolean mean;

    private ClassLossKernel(Node node, boolean fromScores) {
        Shape x = node.input(0).type().shape();
        Attributes a = node.attributes();
        this.fromScores = fromScores;
        this.classes = Math.toIntExact(x.length(1));
        this.inner = Math.toIntExact(x.slice(2, x.rank()).size());
        this.ignoring = a.has("ignore_index");
        this.ignored = a.longValue("ignore_index", 0);
        String reduction = a.string("reduction", "mean");
        this.each = reduction.equals("none");
        this.mean = reduction.equals("mean");
    }

    static Kernel ofLogProbabilities(Node node) {
        return new ClassLossKernel(node, false);
    }

    static Kernel ofScores(Node node) {
        return new ClassLossKernel(node, true);
    }

    @Override
    public void run(Buffer[] in, Buffer[] out) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < in[1].length(); i++) {
            int first = i / inner * classes * inner + i % inner;
            double max = fromScores ? max(in[0], first) : 0;
            double log = fromScores ? logOfSum(in[0], first, max) : 0;
            if (out.length > 1) {
                for (int k = 0; k < classes; k++) {
                    out[1].setDouble(first + k * inner, in[0].getDouble(first + k * inner) - max - log);
                }
            }
            long label = in[1].getLong(i);
            boolean counts = label >= 0 && label < classes && !(ignoring && label == ignored);
            double weight = !counts ? 0 : in.length > 2 ? in[2].getDouble((int) label) : 1;
            double loss = counts ? -weight * (in[0].getDouble(first + (int) label * inner) - max - log) : 0;
            if (each) {
                out[0].setDouble(i, loss);
            }
            sum += loss;
            weights += weight;
        }
        if (!each) {
            out[0].setDouble(0, mean ? sum / weights : sum);
        }
    }

    private double max(Buffer x, int first) {
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < classes; k++) {
            max = Math.max(max, x.getDouble(first + k * inner));
        }
        return max;
    }

    /** The logarithm of the sum of the exponentials of a label's scores less their maximum. */
    private double logOfSum(Buffer x, int first, double max) {
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += StrictMath.exp(x.getDouble(first + k * inner) - max);
        }
        return StrictMath.log(sum);
    }
}
