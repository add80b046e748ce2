package org.espalier.core.model;

import java.util.List;
import org.espalier.data.Dataset;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.training.Loss;

/**
 * One term of what is minimised.
 *
 * @param output the network's output that it looks at
 * @param loss how far the output is from its target
 * @param target the data set's field with the targets
 * @param weight the term's factor
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Objective(String output, Loss loss, String target, double weight) {
    /** The loss of the only output, with the field {@code target}. */
    public static List<Objective> single(Network network, Loss loss) {
        if (network.outputs().size() != 1) {
            throw new EspalierException("the network has the outputs " + network.outputs()
                    + "; say with which loss and target each of them is trained");
        }
        return List.of(new Objective(network.outputs().get(0), loss, Dataset.TARGET, 1));
    }
}
