package org.espalier.standard;

import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.List;
import org.espalier.plugin.API;
import org.espalier.plugin.Plugin;
import org.espalier.plugin.Registrar;
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
import org.espalier.standard.callback.Checkpoints;
import org.espalier.standard.callback.EarlyStopping;
import org.espalier.standard.callback.ExponentialMovingAverage;
import org.espalier.standard.callback.Progress;
import org.espalier.standard.callback.ReduceOnPlateau;
import org.espalier.standard.callback.RunningMean;
import org.espalier.standard.callback.SimpleMovingAverage;
import org.espalier.standard.callback.StopAtTarget;
import org.espalier.standard.callback.StopOnDivergence;
import org.espalier.standard.callback.Timer;
import org.espalier.standard.callback.Tracker;
import org.espalier.standard.constraint.MaxNorm;
import org.espalier.standard.constraint.NonNegative;
import org.espalier.standard.constraint.UnitNorm;
import org.espalier.standard.initializer.Constant;
import org.espalier.standard.initializer.FanInNormal;
import org.espalier.standard.initializer.FanInUniform;
import org.espalier.standard.initializer.GlorotNormal;
import org.espalier.standard.initializer.GlorotUniform;
import org.espalier.standard.initializer.HeNormal;
import org.espalier.standard.initializer.HeUniform;
import org.espalier.standard.initializer.Normal;
import org.espalier.standard.initializer.Ones;
import org.espalier.standard.initializer.Orthogonal;
import org.espalier.standard.initializer.Uniform;
import org.espalier.standard.initializer.Zeros;
import org.espalier.standard.layer.Add;
import org.espalier.standard.layer.BatchNormalization;
import org.espalier.standard.layer.Branches;
import org.espalier.standard.layer.Concatenate;
import org.espalier.standard.layer.Dense;
import org.espalier.standard.layer.Dropout;
import org.espalier.standard.layer.Flatten;
import org.espalier.standard.layer.LayerNormalization;
import org.espalier.standard.layer.Named;
import org.espalier.standard.layer.Parallel;
import org.espalier.standard.layer.Rbf;
import org.espalier.standard.layer.Reshape;
import org.espalier.standard.layer.Residual;
import org.espalier.standard.layer.Sequential;
import org.espalier.standard.layer.Shared;
import org.espalier.standard.layer.WeightNormalization;
import org.espalier.standard.layer.attention.MultiHeadAttention;
import org.espalier.standard.layer.attention.TransformerEncoder;
import org.espalier.standard.layer.conv.AveragePool;
import org.espalier.standard.layer.conv.Conv;
import org.espalier.standard.layer.conv.GlobalAveragePool;
import org.espalier.standard.layer.conv.GlobalMaxPool;
import org.espalier.standard.layer.conv.MaxPool;
import org.espalier.standard.layer.conv.Padding;
import org.espalier.standard.layer.sequence.Embedding;
import org.espalier.standard.layer.sequence.Gru;
import org.espalier.standard.layer.sequence.Lstm;
import org.espalier.standard.layer.sequence.PoolOverTime;
import org.espalier.standard.layer.sequence.PositionalEmbedding;
import org.espalier.standard.layer.sequence.SimpleRnn;
import org.espalier.standard.loss.BinaryCrossEntropy;
import org.espalier.standard.loss.CrossEntropy;
import org.espalier.standard.loss.HalfSquaredError;
import org.espalier.standard.loss.Hinge;
import org.espalier.standard.loss.Logistic;
import org.espalier.standard.loss.MaxMargin;
import org.espalier.standard.loss.MeanAbsoluteError;
import org.espalier.standard.loss.MeanSquaredError;
import org.espalier.standard.loss.Perceptron;
import org.espalier.standard.loss.SoftmaxCrossEntropy;
import org.espalier.standard.metric.Accuracy;
import org.espalier.standard.metric.ConfusionMatrix;
import org.espalier.standard.metric.LossMetric;
import org.espalier.standard.metric.TopKAccuracy;
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
import org.espalier.standard.penalty.ElasticNet;
import org.espalier.standard.penalty.HalfL2;
import org.espalier.standard.penalty.L1;
import org.espalier.standard.penalty.L2;
import org.espalier.standard.penalty.Lq;
import org.espalier.standard.preprocessing.ChannelMeanSubtraction;
import org.espalier.standard.preprocessing.ChannelShift;
import org.espalier.standard.preprocessing.MeanSubtraction;
import org.espalier.standard.preprocessing.MinMax;
import org.espalier.standard.preprocessing.OneHot;
import org.espalier.standard.preprocessing.OneHotEncoding;
import org.espalier.standard.preprocessing.PcaWhitening;
import org.espalier.standard.preprocessing.Rescale;
import org.espalier.standard.preprocessing.Standardize;
import org.espalier.standard.preprocessing.Whitening;
import org.espalier.standard.schedule.ConstantRate;
import org.espalier.standard.schedule.Cosine;
import org.espalier.standard.schedule.Exponential;
import org.espalier.standard.schedule.InverseTime;
import org.espalier.standard.schedule.Join;
import org.espalier.standard.schedule.Polynomial;
import org.espalier.standard.schedule.SearchThenConverge;
import org.espalier.standard.schedule.StepDecay;
import org.espalier.standard.schedule.Warmup;
import org.espalier.tensor.Tensor;

/**
 * The plugin with the id {@code espalier.standard}. Type ids are written out and not taken from the classes: saved files
 * hold them, so they outlive a class that is renamed. Components without a natural default (the units of a dense layer)
 * have the smallest valid one.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class StandardPlugin implements Plugin {
    /** The plugin's id. */
    public static final String ID = "espalier.standard";

    /** Made by the service loader, or by hand. */
    public StandardPlugin() {}

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String version() {
        return "0.1.0";
    }

    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public void register(Registrar r) {
        r.lookup(MethodHandles.lookup());
        layers(r);
        activations(r);
        losses(r);
        optimizers(r);
        schedules(r);
        initializers(r);
        others(r);
    }

    private static void layers(Registrar r) {
        r.component("Dense", Dense.of(1));
        r.component("Dropout", Dropout.DEFAULT);
        r.component("BatchNormalization", BatchNormalization.DEFAULT);
        r.component("LayerNormalization", LayerNormalization.DEFAULT);
        r.component("WeightNormalization", WeightNormalization.of(Dense.of(1)));
        r.component("Flatten", Flatten.INSTANCE);
        r.component("Reshape", Reshape.to(1));
        r.component("Residual", Residual.of(Identity.INSTANCE));
        r.component("Concatenate", Concatenate.DEFAULT);
        r.component("Add", Add.INSTANCE);
        r.component("Sequential", Sequential.of());
        r.component("Parallel", Parallel.of(Identity.INSTANCE));
        r.component("Branches", Branches.of(Identity.INSTANCE));
        r.component("Named", Named.of("name", Identity.INSTANCE));
        r.component("Shared", Shared.of("id", Identity.INSTANCE));
        r.component("Rbf", Rbf.of(1, 1));
        r.component("Conv", Conv.of(1, 1));
        r.component("Padding", Padding.VALID);
        r.component("MaxPool", MaxPool.of(1));
        r.component("AveragePool", AveragePool.of(1));
        r.component("GlobalAveragePool", GlobalAveragePool.INSTANCE);
        r.component("GlobalMaxPool", GlobalMaxPool.INSTANCE);
        r.component("Embedding", Embedding.of(1, 1));
        r.component("PositionalEmbedding", PositionalEmbedding.of(1));
        r.component("PoolOverTime", PoolOverTime.MEAN);
        r.component("Lstm", Lstm.of(1));
        r.component("Gru", Gru.of(1));
        r.component("SimpleRnn", SimpleRnn.of(1));
        r.component("MultiHeadAttention", MultiHeadAttention.of(1));
        r.component("TransformerEncoder", TransformerEncoder.of(1, 1));
        r.component("Rescale", new Rescale(Tensor.of(new double[1]), Tensor.of(new double[] {1})));
        r.component("ChannelShift", new ChannelShift(List.of(0.0)));
        r.component("Whitening", new Whitening(Tensor.of(new double[1]), Tensor.of(new double[] {1}, 1, 1)));
        r.component("OneHot", new OneHot(1));
    }

    private static void activations(Registrar r) {
        r.component("Identity", Identity.INSTANCE);
        r.component("Sign", Sign.INSTANCE);
        r.component("Step", Step.INSTANCE);
        r.component("Sigmoid", Sigmoid.INSTANCE);
        r.component("Tanh", Tanh.INSTANCE);
        r.component("HardTanh", HardTanh.INSTANCE);
        r.component("Softsign", Softsign.INSTANCE);
        r.component("Relu", Relu.INSTANCE);
        r.component("LeakyRelu", LeakyRelu.DEFAULT);
        r.component("PRelu", PRelu.DEFAULT);
        r.component("Elu", Elu.DEFAULT);
        r.component("Silu", Silu.INSTANCE);
        r.component("Softplus", Softplus.INSTANCE);
        r.component("Softmax", Softmax.DEFAULT);
        r.component("LogSoftmax", LogSoftmax.DEFAULT);
        r.component("SplitActivation", SplitActivation.of(1, Identity.INSTANCE));
    }

    private static void losses(Registrar r) {
        r.component("HalfSquaredError", HalfSquaredError.INSTANCE);
        r.component("MeanSquaredError", MeanSquaredError.INSTANCE);
        r.component("MeanAbsoluteError", MeanAbsoluteError.INSTANCE);
        r.component("Logistic", Logistic.INSTANCE);
        r.component("BinaryCrossEntropy", BinaryCrossEntropy.FROM_LOGITS);
        r.component("SoftmaxCrossEntropy", SoftmaxCrossEntropy.INSTANCE);
        r.component("CrossEntropy", CrossEntropy.INSTANCE);
        r.component("Hinge", Hinge.DEFAULT);
        r.component("MaxMargin", MaxMargin.DEFAULT);
        r.component("Perceptron", Perceptron.INSTANCE);
        r.component("L1", L1.of(0));
        r.component("L2", L2.of(0));
        r.component("HalfL2", HalfL2.of(0));
        r.component("ElasticNet", ElasticNet.of(0, 0));
        r.component("Lq", Lq.of(0, 1));
    }

    private static void optimizers(Registrar r) {
        r.component("Sgd", Sgd.of(0.01));
        r.component("Momentum", Momentum.of(0.01));
        r.component("Nesterov", Nesterov.of(0.01));
        r.component("AdaGrad", AdaGrad.of(0.01));
        r.component("RmsProp", RmsProp.of(0.001));
        r.component("AdaDelta", AdaDelta.DEFAULT);
        r.component("Adam", Adam.DEFAULT);
        r.component("AdamW", AdamW.DEFAULT);
        r.component("Grouped", Grouped.of("**", Sgd.of(0.01), Sgd.of(0.01)));
        r.component("Newton", Newton.DEFAULT);
        r.component("Lbfgs", Lbfgs.DEFAULT);
        r.component("ClipByValue", ClipByValue.of(1));
        r.component("ClipByNorm", ClipByNorm.of(1));
        r.component("ClipByGlobalNorm", ClipByGlobalNorm.of(1));
        r.component("WeightDecay", WeightDecay.of(0));
        r.component("ScaleByFanIn", ScaleByFanIn.INSTANCE);
        r.component("ScaleRate", ScaleRate.of(1));
        r.component("Selected", Selected.of("**", ScaleRate.of(1)));
        r.component("MaxNorm", MaxNorm.of(1));
        r.component("UnitNorm", UnitNorm.DEFAULT);
        r.component("NonNegative", NonNegative.INSTANCE);
    }

    private static void schedules(Registrar r) {
        ConstantRate rate = ConstantRate.of(0.01);
        r.component("ConstantRate", rate);
        r.component("StepDecay", StepDecay.of(0.01));
        r.component("Exponential", Exponential.of(0.01, 0));
        r.component("InverseTime", InverseTime.of(0.01, 0));
        r.component("SearchThenConverge", SearchThenConverge.of(0.01, 1));
        r.component("Cosine", Cosine.of(0.01, 1));
        r.component("Polynomial", Polynomial.linear(0.01, 0, 1));
        r.component("Warmup", Warmup.of(1, rate));
        r.component("Join", new Join(List.of(rate), List.of()));
    }

    private static void initializers(Registrar r) {
        r.component("Zeros", Zeros.INSTANCE);
        r.component("Ones", Ones.INSTANCE);
        r.component("Constant", Constant.of(0));
        r.component("Uniform", Uniform.DEFAULT);
        r.component("Normal", Normal.DEFAULT);
        r.component("FanInUniform", FanInUniform.INSTANCE);
        r.component("FanInNormal", FanInNormal.INSTANCE);
        r.component("GlorotNormal", GlorotNormal.INSTANCE);
        r.component("GlorotUniform", GlorotUniform.INSTANCE);
        r.component("HeNormal", HeNormal.DEFAULT);
        r.component("HeUniform", HeUniform.DEFAULT);
        r.component("Orthogonal", Orthogonal.DEFAULT);
    }

    private static void others(Registrar r) {
        r.component("Accuracy", Accuracy.DEFAULT);
        r.component("TopKAccuracy", TopKAccuracy.DEFAULT);
        r.component("ConfusionMatrix", ConfusionMatrix.INSTANCE);
        r.component("LossMetric", LossMetric.of("mse", MeanSquaredError.INSTANCE));
        r.component("Progress", Progress.DEFAULT);
        r.component("EarlyStopping", EarlyStopping.DEFAULT);
        r.component("ReduceOnPlateau", ReduceOnPlateau.DEFAULT);
        r.component("StopAtTarget", StopAtTarget.of("val_loss", 0));
        r.component("StopOnDivergence", StopOnDivergence.DEFAULT);
        r.component("Checkpoints", Checkpoints.into(Path.of("checkpoints")));
        r.component("Timer", Timer.DEFAULT);
        r.component("Tracker", Tracker.of("loss", RunningMean.INSTANCE));
        r.component("RunningMean", RunningMean.INSTANCE);
        r.component("SimpleMovingAverage", SimpleMovingAverage.of(1));
        r.component("ExponentialMovingAverage", ExponentialMovingAverage.over(1));
        r.component("Standardize", Standardize.DEFAULT);
        r.component("MinMax", MinMax.DEFAULT);
        r.component("MeanSubtraction", MeanSubtraction.INSTANCE);
        r.component("ChannelMeanSubtraction", ChannelMeanSubtraction.INSTANCE);
        r.component("PcaWhitening", PcaWhitening.DEFAULT);
        r.component("OneHotEncoding", OneHotEncoding.INSTANCE);
    }
}
