package org.espalier.standard.activation;

import org.espalier.graph.Value;
import org.espalier.nn.Activation;
import org.espalier.nn.Initializer;
import org.espalier.nn.Role;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.initializer.Constant;
import org.espalier.standard.initializer.HeNormal;
import org.espalier.standard.internal.Check;
import org.espalier.tensor.Shape;

/**
 * z for z &gt; 0, otherwise kz with a learned slope k, the parameter {@code slope} (He, Zhang, Ren, Sun: Delving deep
 * into rectifiers; ICCV 2015). The derivative at 0 is k. The slope has the role {@link Role#NORM}: as in the paper,
 * weight decay leaves it alone, since it would pull the slope towards ReLU.
 *
 * @param initial the slope at first; 0.25 by default
 * @param shared one slope for all units; otherwise (by default) one for each position of the last axis
 */
@API(status = API.Status.STABLE, since = "0.1")
public record PRelu(double initial, boolean shared) implements Activation {
    /** A slope for each unit, 0.25 at first. */
    public static final PRelu DEFAULT = new PRelu(0.25, false);

    public PRelu {
        Check.finite("PRelu", "initial", initial);
    }

    /** With another slope at first. */
    public PRelu withInitial(double slope) {
        return new PRelu(slope, shared);
    }

    /** With one slope for all units, or one for each. */
    public PRelu withShared(boolean oneForAll) {
        return new PRelu(initial, oneForAll);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        if (!shared && !x.dim(-1).isKnown()) {
            throw new IllegalArgumentException(
                    "[PRelu] the last dimension of " + x.type() + " must be a number to have a"
                    + " slope for each unit");
        }
        Shape shape = Shape.of(shared ? 1 : x.shape().length(-1));
        Value slope = scope.parameter("slope", shape, Constant.of(initial), Role.NORM);
        return scope.ops().prelu(x, slope);
    }

    @Override
    public Initializer preferredInitializer() {
        return HeNormal.DEFAULT;
    }
}
