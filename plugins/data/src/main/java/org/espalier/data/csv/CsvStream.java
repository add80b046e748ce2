package org.espalier.data.csv;

import java.util.Map;
import org.espalier.data.Dataset;
import org.espalier.data.pipeline.Example;
import org.espalier.data.pipeline.ExampleStream;
import org.espalier.data.pipeline.Examples;
import org.espalier.plugin.API;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** The rows of a table that is read anew in every epoch, in the order of the file. */
@API(status = API.Status.STABLE, since = "0.1")
public final class CsvStream implements Examples {
    private final CsvScan scan;

    CsvStream(CsvScan scan) {
        this.scan = scan;
    }

    /** How the table is read, with features, classes and fillings fixed; see {@link CsvData#settings()}. */
    public Csv settings() {
        return scan.settings();
    }

    @Override
    public Map<String, TensorType> fields() {
        return scan.fields();
    }

    @Override
    public int size() {
        return scan.size();
    }

    @Override
    public String description() {
        return "rows of a table with the features " + settings().features() + ", the classes " + settings().classes() + " and the targets "
                + settings().targets();
    }

    @Override
    public ExampleStream open(long seed, int epoch) {
        return new Reading();
    }

    private final class Reading implements ExampleStream {
        private final CsvRows rows = new CsvRows(scan.settings(), scan.file());
        private final CsvRowParser parser = new CsvRowParser(scan.settings(), rows.layout(), scan.file());
        private final Map<String, TensorType> fields = scan.fields();

        @Override
        public Example next() {
            while (rows.next()) {
                if (parser.parse(rows)) {
                    return example();
                }
            }
            return null;
        }

        private Example example() {
            Tensor input = Tensor.of(fields.get(Dataset.INPUT), parser.features());
            if (!fields.containsKey(Dataset.TARGET)) {
                return Example.of(Map.of(Dataset.INPUT, input));
            }
            TensorType type = fields.get(Dataset.TARGET);
            Tensor target = parser.hasLabel() ? Tensor.of(type, new long[] {parser.label()}) : Tensor.of(type, parser.targets());
            return Example.of(Map.of(Dataset.INPUT, input, Dataset.TARGET, target));
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
