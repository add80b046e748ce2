package org.espalier.standard.preprocessing;

import java.util.Arrays;
import org.espalier.data.Dataset;
import org.espalier.data.FittedPreprocessing;
import org.espalier.data.Preprocessing;
import org.espalier.plugin.API;

/** x - μ for each feature, with the mean over the training set; of images, the mean image. */
@API(status = API.Status.STABLE, since = "0.1")
public record MeanSubtraction() implements Preprocessing {
    /** The one there is. */
    public static final MeanSubtraction INSTANCE = new MeanSubtraction();

    @Override
    public FittedPreprocessing fit(Dataset training, String field) {
        Figures f = Figures.of("MeanSubtraction", training, field);
        double[] ones = new double[f.mean().length];
        Arrays.fill(ones, 1);
        return new Rescale(f.tensor(f.mean()), f.tensor(ones));
    }
}
