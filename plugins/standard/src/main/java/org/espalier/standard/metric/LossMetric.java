package org.espalier.standard.metric;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.tensor.Tensor;
import org.espalier.training.Loss;
import org.espalier.training.Metric;

/**
 * The weighted mean of a loss over examples, under a name of its own, beside the loss that is trained on.
 *
 * @param name in histories, such as {@code mse}
 * @param loss one that has a target
 */
@API(status = API.Status.STABLE, since = "0.1")
public record LossMetric(String name, Loss loss) implements Metric {
    public LossMetric {
        Check.present("LossMetric", "name", name);
        Check.present("LossMetric", "loss", loss);
    }

    /** A loss under a name. */
    public static LossMetric of(String name, Loss loss) {
        return new LossMetric(name, loss);
    }

    @Override
    public List<Value> statistics(Value prediction, Value target, Value weight) {
        return Statistics.weighted(loss.perExample(prediction, target), weight);
    }

    @Override
    public double value(List<Tensor> sums) {
        return Statistics.mean(sums);
    }

    @Override
    public boolean largerIsBetter() {
        return false;
    }
}
