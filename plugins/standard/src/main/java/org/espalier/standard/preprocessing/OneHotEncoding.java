package org.espalier.standard.preprocessing;

import org.espalier.data.Dataset;
import org.espalier.data.FittedPreprocessing;
import org.espalier.data.Preprocessing;
import org.espalier.plugin.API;
import org.espalier.plugin.DataException;
import org.espalier.tensor.TensorType;

/** Class indices as vectors of zeros with a single 1; as long as the greatest index of the training set demands. */
@API(status = API.Status.STABLE, since = "0.1")
public record OneHotEncoding() implements Preprocessing {
    /** The one there is. */
    public static final OneHotEncoding INSTANCE = new OneHotEncoding();

    @Override
    public FittedPreprocessing fit(Dataset training, String field) {
        TensorType type = training.fields().get(field);
        if (type == null || !type.dtype().isInteger()) {
            throw new DataException("[OneHotEncoding] there must be a field '" + field + "' of class indices, but the data set has "
                    + training.fields());
        }
        int width = Math.toIntExact(type.shape().size());
        long[] greatest = {0};
        Chunks.forEach(training, field, (examples, from, count) -> {
            for (int i = 0; i < count * width; i++) {
                long index = examples.getLong(i);
                if (index < 0) {
                    throw new DataException("[OneHotEncoding] '" + field + "' must hold class indices from 0, but holds " + index
                            + ", at row " + (from + i / width));
                }
                greatest[0] = Math.max(greatest[0], index);
            }
        });
        return new OneHot(Math.toIntExact(greatest[0] + 1));
    }
}
