package org.espalier.standard;

import org.espalier.nn.Activation;
import org.espalier.plugin.API;
import org.espalier.standard.activation.Elu;
import org.espalier.standard.activation.HardTanh;
import org.espalier.standard.activation.Identity;
import org.espalier.standard.activation.LeakyRelu;
import org.espalier.standard.activation.LogSoftmax;
import org.espalier.standard.activation.PRelu;
import org.espalier.standard.activation.Relu;
import org.espalier.standard.activation.Sigmoid;
import org.espalier.standard.activation.Sign;
import org.espalier.standard.activation.Silu;
import org.espalier.standard.activation.Softmax;
import org.espalier.standard.activation.Softplus;
import org.espalier.standard.activation.Softsign;
import org.espalier.standard.activation.SplitActivation;
import org.espalier.standard.activation.Step;
import org.espalier.standard.activation.Tanh;

/** Activations by name, for a static import. */
@API(status = API.Status.STABLE, since = "0.1")
public final class Activations {
    private Activations() {}

    /** z itself. */
    public static Identity identity() {
        return Identity.INSTANCE;
    }

    /** -1, 0 or 1, without a gradient. */
    public static Sign sign() {
        return Sign.INSTANCE;
    }

    /** 1 above 0, otherwise 0, without a gradient. */
    public static Step step() {
        return Step.INSTANCE;
    }

    /** 1 / (1 + e^-z). */
    public static Sigmoid sigmoid() {
        return Sigmoid.INSTANCE;
    }

    /** The hyperbolic tangent. */
    public static Tanh tanh() {
        return Tanh.INSTANCE;
    }

    /** z limited to [-1, 1]. */
    public static HardTanh hardTanh() {
        return HardTanh.INSTANCE;
    }

    /** z / (1 + |z|). */
    public static Softsign softsign() {
        return Softsign.INSTANCE;
    }

    /** max(0, z). */
    public static Relu relu() {
        return Relu.INSTANCE;
    }

    /** max(z, 0.01 z). */
    public static LeakyRelu leakyRelu() {
        return LeakyRelu.DEFAULT;
    }

    /** max(z, kz). */
    public static LeakyRelu leakyRelu(double slope) {
        return LeakyRelu.of(slope);
    }

    /** z above 0, otherwise kz with a learned slope for each unit. */
    public static PRelu prelu() {
        return PRelu.DEFAULT;
    }

    /** z above 0, otherwise e^z - 1. */
    public static Elu elu() {
        return Elu.DEFAULT;
    }

    /** z above 0, otherwise α (e^z - 1). */
    public static Elu elu(double alpha) {
        return Elu.of(alpha);
    }

    /** z sigmoid(z). */
    public static Silu silu() {
        return Silu.INSTANCE;
    }

    /** log(1 + e^z). */
    public static Softplus softplus() {
        return Softplus.INSTANCE;
    }

    /** Softmax over the last axis. */
    public static Softmax softmax() {
        return Softmax.DEFAULT;
    }

    /** Softmax over an axis. */
    public static Softmax softmax(int axis) {
        return Softmax.over(axis);
    }

    /** log softmax over the last axis. */
    public static LogSoftmax logSoftmax() {
        return LogSoftmax.DEFAULT;
    }

    /** The first run of units of a layer with several activations; go on with {@code and}. */
    public static SplitActivation split(int units, Activation activation) {
        return SplitActivation.of(units, activation);
    }
}
