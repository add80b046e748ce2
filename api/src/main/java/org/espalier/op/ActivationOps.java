package org.espalier.op;

import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.plugin.API;

/**
 * Activations: functions of each element of f32 or f64, of x's type. Where one has a kink, its derivative there is
 * stated. Part of {@link Ops}.
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface ActivationOps extends OpCalls {
    /** max(0, x); the derivative at 0 is 0. */
    default Value relu(Value x) {
        return apply1("Relu", x);
    }

    /** x above 0, otherwise alpha x; the derivative at 0 is alpha. */
    default Value leakyRelu(Value x, double alpha) {
        return apply1("LeakyRelu", Attributes.of("alpha", alpha), x);
    }

    /**
     * x above 0, otherwise slope times x, with learned slopes that broadcast to x, but do not widen it; the derivative at 0
     * is the slope (He, Zhang, Ren, Sun: Delving deep into rectifiers; ICCV 2015).
     */
    default Value prelu(Value x, Value slope) {
        return apply1("PRelu", x, slope);
    }

    /**
     * x above alpha, otherwise 0; the derivative at alpha is 0 (Konda, Memisevic, Krueger: Zero-bias autoencoders and the
     * benefits of co-adapting features; ICLR 2015).
     */
    default Value thresholdedRelu(Value x, double alpha) {
        return apply1("ThresholdedRelu", Attributes.of("alpha", alpha), x);
    }

    /**
     * x above 0, otherwise alpha (e^x - 1); the derivative at 0 is alpha (Clevert, Unterthiner, Hochreiter: Fast and
     * accurate deep network learning by exponential linear units; ICLR 2016).
     */
    default Value elu(Value x, double alpha) {
        return apply1("Elu", Attributes.of("alpha", alpha), x);
    }

    /**
     * The scaled exponential linear unit gamma elu(x, alpha), with the alpha and gamma for which activations of mean 0 and
     * variance 1 keep them; the derivative at 0 is gamma alpha (Klambauer, Unterthiner, Mayr, Hochreiter:
     * Self-normalizing neural networks; NIPS 2017).
     */
    default Value selu(Value x) {
        return apply1("Selu", Attributes.of("alpha", 1.6732632423543772, "gamma", 1.0507009873554805), x);
    }

    /**
     * x above 0, otherwise alpha (e^(x/alpha) - 1), whose derivative at 0 is 1 for every alpha but 0 (Barron: Continuously
     * differentiable exponential linear units; 2017).
     */
    default Value celu(Value x, double alpha) {
        return apply1("Celu", Attributes.of("alpha", alpha), x);
    }

    /** 1 / (1 + e^-x), without overflow. */
    default Value sigmoid(Value x) {
        return apply1("Sigmoid", x);
    }

    /** alpha x + beta, limited to [0, 1]; the derivative at both corners is alpha. */
    default Value hardSigmoid(Value x, double alpha, double beta) {
        return apply1("HardSigmoid", Attributes.of("alpha", alpha, "beta", beta), x);
    }

    /** log(1 / (1 + e^-x)), without overflow. */
    default Value logSigmoid(Value x) {
        return apply1("LogSigmoid", x);
    }

    /**
     * x sigmoid(x), also known as swish; NaN at minus infinity (Elfwing, Uchibe, Doya: Sigmoid-weighted linear units for
     * neural network function approximation in reinforcement learning; 2018).
     */
    default Value silu(Value x) {
        return apply1("SiLU", x);
    }

    /**
     * x hardSigmoid(x, 1/6, 1/2): 0 below -3, x above 3. The derivative is -1/2 at -3 and 3/2 at 3; NaN at minus infinity
     * (Howard et al.: Searching for MobileNetV3; ICCV 2019).
     */
    default Value hardSwish(Value x) {
        return apply1("HardSwish", x);
    }

    /** x tanh(softplus(x)); NaN at minus infinity (Misra: Mish, a self regularized activation function; BMVC 2020). */
    default Value mish(Value x) {
        return apply1("Mish", x);
    }

    /**
     * x Φ(x), with the distribution function Φ of the normal distribution; NaN at minus infinity (Hendrycks, Gimpel:
     * Gaussian error linear units; 2016).
     */
    default Value gelu(Value x) {
        return apply1("Gelu", x);
    }

    /** The approximation x/2 (1 + tanh(√(2/π) (x + 0.044715 x³))) of {@link #gelu}. */
    default Value geluTanh(Value x) {
        return apply1("Gelu", Attributes.of("approximate", "tanh"), x);
    }

    default Value tanh(Value x) {
        return apply1("Tanh", x);
    }

    /** log(1 + e^x), without overflow. */
    default Value softplus(Value x) {
        return apply1("Softplus", x);
    }

    /** x / (1 + |x|). */
    default Value softsign(Value x) {
        return apply1("Softsign", x);
    }

    /**
     * x + bias below -lambd, x - bias above lambd, 0 between them, where the derivative is 0 at both ends; with
     * bias = lambd the proximal operator of the L1 norm.
     */
    default Value shrink(Value x, double bias, double lambd) {
        return apply1("Shrink", Attributes.of("bias", bias, "lambd", lambd), x);
    }
}
