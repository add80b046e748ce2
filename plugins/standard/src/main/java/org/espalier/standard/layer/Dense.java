package org.espalier.standard.layer;

import org.espalier.graph.Value;
import org.espalier.nn.Activation;
import org.espalier.nn.Initializer;
import org.espalier.nn.Role;
import org.espalier.nn.Scope;
import org.espalier.nn.UnaryLayer;
import org.espalier.plugin.API;
import org.espalier.standard.activation.Identity;
import org.espalier.standard.initializer.GlorotUniform;
import org.espalier.standard.initializer.Zeros;
import org.espalier.standard.internal.Check;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.training.Penalty;

/**
 * A fully connected layer: a = σ(xW + b), {@code [..., in] -> [..., units]}. Its parameters are {@code weight}
 * {@code [in, units]} and {@code bias} {@code [units]}, the latter 0 at first.
 *
 * @param units the number of outputs
 * @param activation σ; the identity by default
 * @param bias whether there is b; true by default. A layer before batch normalisation needs none
 * @param kernel draws W; where null (by default) it is what the activation prefers, otherwise Glorot uniform
 * @param penalty on W, added to the training loss; where null (by default) there is none
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Dense(int units, Activation activation, boolean bias, Initializer kernel, Penalty penalty)
        implements UnaryLayer {
    public Dense {
        Check.positive("Dense", "units", units);
        Check.present("Dense", "activation", activation);
    }

    /** A linear layer with bias. */
    public static Dense of(int units) {
        return new Dense(units, Identity.INSTANCE, true, null, null);
    }

    /** A layer with bias and an activation. */
    public static Dense of(int units, Activation activation) {
        return of(units).withActivation(activation);
    }

    /** With an activation. */
    public Dense withActivation(Activation other) {
        return new Dense(units, other, bias, kernel, penalty);
    }

    /** With or without bias. */
    public Dense withBias(boolean present) {
        return new Dense(units, activation, present, kernel, penalty);
    }

    /** With an initializer of the weights; null leaves the choice to the activation. */
    public Dense withKernel(Initializer initializer) {
        return new Dense(units, activation, bias, initializer, penalty);
    }

    /** With a penalty on the weights; null for none. */
    public Dense withPenalty(Penalty other) {
        return new Dense(units, activation, bias, kernel, other);
    }

    @Override
    public boolean endsWithBias() {
        return bias && activation.equals(Identity.INSTANCE);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        if (x.rank() == 0 || !x.dim(-1).isKnown()) {
            throw new IllegalArgumentException(
                    "[Dense] the last dimension of the input must be a number, but the input is "
                    + x.type());
        }
        Value weight = scope.parameter("weight", Shape.of(x.dim(-1), Dim.of(units)), initializer(), Role.WEIGHT);
        if (penalty != null) {
            scope.penalty(penalty.apply(weight));
        }
        Value y = x.matmul(weight);
        if (bias) {
            y = y.add(scope.parameter("bias", Shape.of(units), Zeros.INSTANCE, Role.BIAS));
        }
        return scope.call("activation", activation, y);
    }

    private Initializer initializer() {
        if (kernel != null) {
            return kernel;
        }
        Initializer preferred = activation.preferredInitializer();
        return preferred == null ? GlorotUniform.INSTANCE : preferred;
    }
}
