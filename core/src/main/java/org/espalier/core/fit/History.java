package org.espalier.core.fit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.espalier.plugin.API;
import org.espalier.training.Callback;

/** The figures of every finished epoch. */
@API(status = API.Status.STABLE, since = "0.1")
public record History(List<Callback.Epoch> epochs) {
    public History {
        epochs = List.copyOf(epochs);
    }

    /** One figure over the epochs; NaN where an epoch does not have it. */
    public double[] series(String figure) {
        return epochs.stream().mapToDouble(e -> e.figures().getOrDefault(figure, Double.NaN)).toArray();
    }

    /** The names of all figures. */
    public Set<String> figures() {
        Set<String> names = new LinkedHashSet<>();
        epochs.forEach(e -> names.addAll(e.figures().keySet()));
        return names;
    }

    /** The last value of a figure. */
    public double last(String figure) {
        double[] all = series(figure);
        return all.length == 0 ? Double.NaN : all[all.length - 1];
    }

    /** A table with a row an epoch. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add("epoch," + String.join(",", figures()));
        for (Callback.Epoch e : epochs) {
            StringBuilder line = new StringBuilder().append(e.epoch());
            figures().forEach(f -> line.append(',').append(e.figures().getOrDefault(f, Double.NaN)));
            lines.add(line.toString());
        }
        return String.join("\n", lines);
    }
}
