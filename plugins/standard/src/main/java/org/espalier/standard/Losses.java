package org.espalier.standard;

import org.espalier.plugin.API;
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

/** Losses by name, for a static import. */
@API(status = API.Status.STABLE, since = "0.1")
public final class Losses {
    private Losses() {}

    /** ½ Σ (f - y)². */
    public static HalfSquaredError halfSquaredError() {
        return HalfSquaredError.INSTANCE;
    }

    /** The mean of (f - y)². */
    public static MeanSquaredError meanSquaredError() {
        return MeanSquaredError.INSTANCE;
    }

    /** The mean of |f - y|. */
    public static MeanAbsoluteError meanAbsoluteError() {
        return MeanAbsoluteError.INSTANCE;
    }

    /** log(1 + e^(-y f)), y in {-1, +1}. */
    public static Logistic logistic() {
        return Logistic.INSTANCE;
    }

    /** Binary cross-entropy from raw scores, y in {0, 1}. */
    public static BinaryCrossEntropy binaryCrossEntropy() {
        return BinaryCrossEntropy.FROM_LOGITS;
    }

    /** Cross-entropy with softmax from raw scores. */
    public static SoftmaxCrossEntropy softmaxCrossEntropy() {
        return SoftmaxCrossEntropy.INSTANCE;
    }

    /** Cross-entropy on probabilities. */
    public static CrossEntropy crossEntropy() {
        return CrossEntropy.INSTANCE;
    }

    /** max(0, 1 - y f), y in {-1, +1}. */
    public static Hinge hinge() {
        return Hinge.DEFAULT;
    }

    /** max(0, 1 - s + s_c) on pairs of scores. */
    public static MaxMargin maxMargin() {
        return MaxMargin.DEFAULT;
    }

    /** max(0, -y f), y in {-1, +1}. */
    public static Perceptron perceptron() {
        return Perceptron.INSTANCE;
    }
}
