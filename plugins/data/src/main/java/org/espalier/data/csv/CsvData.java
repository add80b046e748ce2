package org.espalier.data.csv;

import java.util.List;
import org.espalier.data.Dataset;
import org.espalier.plugin.API;

/**
 * A table that has been read.
 *
 * @param dataset its rows
 * @param settings how it was read, with all that was taken from the file made fixed: the features and their order, the
 *     classes, and what missing features were filled with. Other tables, such as the test set, are to be read with these:
 *     {@code train.settings().read(testFile)}
 */
@API(status = API.Status.STABLE, since = "0.1")
public record CsvData(Dataset dataset, Csv settings) {
    /** The names of the classes by their index; empty where there is no label. */
    public List<String> classes() {
        return settings.classes();
    }

    /** The names of the features, in the order in which the input has them. */
    public List<String> features() {
        return settings.features();
    }
}
