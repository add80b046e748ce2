package org.espalier.standard.layer;

import org.espalier.graph.Value;
import org.espalier.nn.Scope;
import org.espalier.nn.UnaryLayer;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * Sets elements to 0 at random while training, each example by a mask of its own (Srivastava et al.: Dropout; JMLR
 * 2014). The gradient flows through kept elements only. Outside training nothing is dropped, unless a prediction is to be
 * averaged over sampled masks.
 *
 * @param rate the probability to <em>drop</em> an element, at least 0 and below 1; 0.5 by default
 * @param scaling where the expected value is kept the same; while training by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Dropout(double rate, Scaling scaling) implements UnaryLayer {
    /** Where the expected value is kept the same. */
    public enum Scaling {
        /** Inverted dropout: kept elements are divided by 1 - rate while training; inference is the identity. */
        TRAINING,
        /** As first published: elements are multiplied by 1 - rate in inference. */
        INFERENCE
    }

    /** Drops half of the elements. */
    public static final Dropout DEFAULT = of(0.5);

    public Dropout {
        Check.fraction("Dropout", "rate", rate);
        Check.present("Dropout", "scaling", scaling);
    }

    /** Drops elements with this probability. */
    public static Dropout of(double rate) {
        return new Dropout(rate, Scaling.TRAINING);
    }

    /** With the scaling elsewhere. */
    public Dropout withScaling(Scaling other) {
        return new Dropout(rate, other);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        double keep = 1 - rate;
        boolean inverted = scaling == Scaling.TRAINING;
        if (rate == 0 || (inverted && !scope.sampling())) {
            return x;
        }
        if (!scope.sampling()) {
            return x.mul(keep);
        }
        Value mask = scope.bernoulli(x.shape(), keep).cast(x.dtype());
        // The mask is scaled, not the product, since the backward pass reads the mask again.
        return x.mul(inverted ? mask.mul(1 / keep) : mask);
    }
}
