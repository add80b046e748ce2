package org.espalier.standard.preprocessing;

import java.util.ArrayList;
import java.util.List;
import org.espalier.data.Dataset;
import org.espalier.data.FittedPreprocessing;
import org.espalier.data.Preprocessing;
import org.espalier.plugin.API;
import org.espalier.plugin.DataException;

/** x - μ for each channel, with the mean over all places of all examples of the training set; channels come first. */
@API(status = API.Status.STABLE, since = "0.1")
public record ChannelMeanSubtraction() implements Preprocessing {
    /** The one there is. */
    public static final ChannelMeanSubtraction INSTANCE = new ChannelMeanSubtraction();

    @Override
    public FittedPreprocessing fit(Dataset training, String field) {
        Figures f = Figures.of("ChannelMeanSubtraction", training, field);
        if (f.shape().rank() < 2) {
            throw new DataException("[ChannelMeanSubtraction] '" + field + "' must have channels and places, such as"
                    + " [channels,height,width], but an example is " + f.shape());
        }
        int channels = (int) f.shape().length(0);
        int places = f.mean().length / channels;
        List<Double> means = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            for (int i = 0; i < places; i++) {
                sum += f.mean()[c * places + i];
            }
            means.add(sum / places);
        }
        return new ChannelShift(means);
    }
}
