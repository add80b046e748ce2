package org.espalier.standard.layer.sequence;

import org.espalier.graph.Value;
import org.espalier.nn.Scope;
import org.espalier.nn.UnaryLayer;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * A sequence as one vector: {@code [batch, time, ...] -> [batch, ...]}.
 *
 * @param by what is taken of each feature over time
 */
@API(status = API.Status.STABLE, since = "0.1")
public record PoolOverTime(Pooling by) implements UnaryLayer {
    /** What is taken of each feature over time. */
    public enum Pooling {
        /** The mean. */
        MEAN,
        /** The largest. */
        MAX
    }

    /** The mean over time. */
    public static final PoolOverTime MEAN = new PoolOverTime(Pooling.MEAN);
    /** The largest over time. */
    public static final PoolOverTime MAX = new PoolOverTime(Pooling.MAX);

    public PoolOverTime {
        Check.present("PoolOverTime", "by", by);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        if (x.rank() < 2) {
            throw new IllegalArgumentException("[PoolOverTime] the input must be [batch, time, ...], but is " + x.type());
        }
        return by == Pooling.MEAN ? x.mean(false, 1) : scope.ops().reduceMax(x, false, 1);
    }
}
