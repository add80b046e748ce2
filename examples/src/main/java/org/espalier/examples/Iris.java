package org.espalier.examples;

import java.util.List;
import org.espalier.data.Dataset;
import org.espalier.tensor.Tensor;

/** The flowers that come with the examples: four lengths in centimetres, f32[4], and the species, i64[]; sorted by species. */
public final class Iris {
    /** The species by their index. */
    public static final List<String> SPECIES = List.of("setosa", "versicolor", "virginica");

    private Iris() {}

    /** Reads the embedded file. */
    public static Dataset load() {
        List<String> lines = Embedded.lines("iris.csv");
        List<String> flowers = lines.subList(1, lines.size());
        float[][] lengths = new float[flowers.size()][4];
        long[] species = new long[flowers.size()];
        for (int row = 0; row < species.length; row++) {
            String[] cells = flowers.get(row).split(",");
            for (int i = 0; i < 4; i++) {
                lengths[row][i] = Float.parseFloat(cells[i]);
            }
            species[row] = SPECIES.indexOf(cells[4]);
        }
        return Dataset.of(Tensor.of(lengths), Tensor.of(species));
    }
}
