package org.espalier.standard;

import org.espalier.optim.GradientOptimizer;
import org.espalier.optim.GradientTransformation;
import org.espalier.optim.Schedule;
import org.espalier.plugin.API;
import org.espalier.standard.optim.AdaDelta;
import org.espalier.standard.optim.AdaGrad;
import org.espalier.standard.optim.Adam;
import org.espalier.standard.optim.AdamW;
import org.espalier.standard.optim.ClipByGlobalNorm;
import org.espalier.standard.optim.ClipByNorm;
import org.espalier.standard.optim.ClipByValue;
import org.espalier.standard.optim.Grouped;
import org.espalier.standard.optim.Momentum;
import org.espalier.standard.optim.Nesterov;
import org.espalier.standard.optim.RmsProp;
import org.espalier.standard.optim.ScaleByFanIn;
import org.espalier.standard.optim.ScaleRate;
import org.espalier.standard.optim.Selected;
import org.espalier.standard.optim.Sgd;
import org.espalier.standard.optim.WeightDecay;
import org.espalier.standard.optim.objective.Lbfgs;
import org.espalier.standard.optim.objective.Newton;

/** Optimizers and gradient transformations by name, for a static import: {@code adam(1e-3).with(clipByGlobalNorm(1))}. */
@API(status = API.Status.STABLE, since = "0.1")
public final class Optimizers {
    private Optimizers() {}

    /** Gradient descent at a constant rate. */
    public static Sgd sgd(double learningRate) {
        return Sgd.of(learningRate);
    }

    /** Gradient descent at a scheduled rate. */
    public static Sgd sgd(Schedule learningRate) {
        return Sgd.of(learningRate);
    }

    /** Gradient descent with momentum 0.9 at a constant rate. */
    public static Momentum momentum(double learningRate) {
        return Momentum.of(learningRate);
    }

    /** Gradient descent with momentum 0.9 at a scheduled rate. */
    public static Momentum momentum(Schedule learningRate) {
        return Momentum.of(learningRate);
    }

    /** Nesterov's accelerated gradient with momentum 0.9 at a constant rate. */
    public static Nesterov nesterov(double learningRate) {
        return Nesterov.of(learningRate);
    }

    /** Nesterov's accelerated gradient with momentum 0.9 at a scheduled rate. */
    public static Nesterov nesterov(Schedule learningRate) {
        return Nesterov.of(learningRate);
    }

    /** AdaGrad at a constant rate. */
    public static AdaGrad adaGrad(double learningRate) {
        return AdaGrad.of(learningRate);
    }

    /** AdaGrad at a scheduled rate. */
    public static AdaGrad adaGrad(Schedule learningRate) {
        return AdaGrad.of(learningRate);
    }

    /** RMSProp at a constant rate. */
    public static RmsProp rmsProp(double learningRate) {
        return RmsProp.of(learningRate);
    }

    /** RMSProp at a scheduled rate. */
    public static RmsProp rmsProp(Schedule learningRate) {
        return RmsProp.of(learningRate);
    }

    /** AdaDelta with the published defaults. */
    public static AdaDelta adaDelta() {
        return AdaDelta.DEFAULT;
    }

    /** AdaDelta at a constant rate. */
    public static AdaDelta adaDelta(double learningRate) {
        return AdaDelta.of(learningRate);
    }

    /** AdaDelta at a scheduled rate. */
    public static AdaDelta adaDelta(Schedule learningRate) {
        return AdaDelta.of(learningRate);
    }

    /** Adam with the published defaults. */
    public static Adam adam() {
        return Adam.DEFAULT;
    }

    /** Adam at a constant rate. */
    public static Adam adam(double learningRate) {
        return Adam.of(learningRate);
    }

    /** Adam at a scheduled rate. */
    public static Adam adam(Schedule learningRate) {
        return Adam.of(learningRate);
    }

    /** AdamW with the published defaults: decoupled decay of weights by 0.01. */
    public static AdamW adamW() {
        return AdamW.DEFAULT;
    }

    /** AdamW at a constant rate. */
    public static AdamW adamW(double learningRate) {
        return AdamW.of(learningRate);
    }

    /** AdamW at a scheduled rate. */
    public static AdamW adamW(Schedule learningRate) {
        return AdamW.of(learningRate);
    }

    /** Newton's method on the whole data set, for small networks. */
    public static Newton newton() {
        return Newton.DEFAULT;
    }

    /** Newton's method with whole or shorter steps. */
    public static Newton newton(double learningRate) {
        return Newton.of(learningRate);
    }

    /** L-BFGS on the whole data set. */
    public static Lbfgs lbfgs() {
        return Lbfgs.DEFAULT;
    }

    /** L-BFGS that remembers so many steps. */
    public static Lbfgs lbfgs(int memory) {
        return Lbfgs.DEFAULT.withMemory(memory);
    }

    /** Limits each element of the gradients to [-limit, limit]. */
    public static ClipByValue clipByValue(double limit) {
        return ClipByValue.of(limit);
    }

    /** Limits the norm of each gradient. */
    public static ClipByNorm clipByNorm(double norm) {
        return ClipByNorm.of(norm);
    }

    /** Limits the norm of all gradients together. */
    public static ClipByGlobalNorm clipByGlobalNorm(double norm) {
        return ClipByGlobalNorm.of(norm);
    }

    /** Decoupled decay of weights. */
    public static WeightDecay weightDecay(double rate) {
        return WeightDecay.of(rate);
    }

    /** Multiplies changes by a factor, as a learning rate of so many times the common one would. */
    public static ScaleRate scaleRate(double factor) {
        return ScaleRate.of(factor);
    }

    /** A transformation of the parameters whose path matches: {@code on("encoder/**", scaleRate(0.1))}. */
    public static Selected on(String pattern, GradientTransformation transformation) {
        return Selected.of(pattern, transformation);
    }

    /** An optimizer for the parameters whose path matches, and one for the others. */
    public static Grouped grouped(String pattern, GradientOptimizer optimizer, GradientOptimizer others) {
        return Grouped.of(pattern, optimizer, others);
    }

    /** Divides the changes of weights by the root of their fan-in. */
    public static ScaleByFanIn scaleByFanIn() {
        return ScaleByFanIn.INSTANCE;
    }
}
