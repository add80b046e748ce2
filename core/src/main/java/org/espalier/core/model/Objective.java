package org.espalier.core.model;

import java.util.List;
import org.espalier.data.Dataset;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.training.Loss;
import org.espalier.training.Metric;

/**
 * One term of what is minimised.
 *
 * @param output the network's output that it looks at
 * @param loss how far the output is from its target
 * @param target the data set's field with the targets
 * @param weight the term's factor
 * @param metrics figures of this output, named {@code <output>/<metric>}
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Objective(String output, Loss loss, String target, double weight, List<Metric> metrics) {
    public Objective {
        metrics = List.copyOf(metrics);
    }

    /** The loss of an output against a field of the data, with the factor 1. */
    public static Objective of(String output, Loss loss, String target) {
        return new Objective(output, loss, target, 1, List.of());
    }

    /** With another factor. */
    public Objective withWeight(double other) {
        return new Objective(output, loss, target, other, metrics);
    }

    /** With figures of this output besides the loss. */
    public Objective withMetrics(Metric... other) {
        return new Objective(output, loss, target, weight, List.of(other));
    }

    /** The loss of the only output, with the field {@code target}. */
    public static List<Objective> single(Network network, Loss loss) {
        if (network.outputs().size() != 1) {
            throw new EspalierException("the network has the outputs " + network.outputs()
                    + "; say with which loss and target each of them is trained");
        }
        return List.of(of(network.outputs().get(0), loss, Dataset.TARGET));
    }
}
