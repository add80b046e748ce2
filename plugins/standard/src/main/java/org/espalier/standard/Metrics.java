package org.espalier.standard;

import org.espalier.plugin.API;
import org.espalier.standard.loss.MeanAbsoluteError;
import org.espalier.standard.loss.MeanSquaredError;
import org.espalier.standard.metric.Accuracy;
import org.espalier.standard.metric.ConfusionMatrix;
import org.espalier.standard.metric.LossMetric;
import org.espalier.standard.metric.TopKAccuracy;
import org.espalier.training.Loss;

/** Metrics by name, for a static import. */
@API(status = API.Status.STABLE, since = "0.1")
public final class Metrics {
    private Metrics() {}

    /** The share of examples classified rightly, from raw scores. */
    public static Accuracy accuracy() {
        return Accuracy.DEFAULT;
    }

    /** The share of examples whose class is among the k largest scores. */
    public static TopKAccuracy topK(int k) {
        return TopKAccuracy.of(k);
    }

    /** How often each class was taken for each. */
    public static ConfusionMatrix confusionMatrix() {
        return ConfusionMatrix.INSTANCE;
    }

    /** The mean of (f - y)², under the name mse. */
    public static LossMetric meanSquaredError() {
        return LossMetric.of("mse", MeanSquaredError.INSTANCE);
    }

    /** The mean of |f - y|, under the name mae. */
    public static LossMetric meanAbsoluteError() {
        return LossMetric.of("mae", MeanAbsoluteError.INSTANCE);
    }

    /** Any loss, under a name. */
    public static LossMetric loss(String name, Loss loss) {
        return LossMetric.of(name, loss);
    }
}
