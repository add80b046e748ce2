package org.espalier.data.csv;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.espalier.data.Dataset;
import org.espalier.plugin.API;
import org.espalier.plugin.DataException;

/**
 * How a table of comma-separated values (RFC 4180, UTF-8, plain or gzip) becomes examples: every row is one. Features
 * become the field {@link Dataset#INPUT}, f32[features], in the order of their columns. The label, if there is one,
 * becomes {@link Dataset#TARGET} as a class index, i64[]; targets that are numbers become f32[targets]. Immutable.
 *
 * <p>Where there is no header, columns are named by their number, from 0.
 *
 * @param separator between cells; a comma by default
 * @param quote around cells that hold separators, quotes or line ends; doubled within; a double quote by default
 * @param header whether the first row names the columns; it does by default
 * @param features the columns of features, in this order; all that are nothing else where it is empty
 * @param excluded columns that are left out
 * @param label the column with the names of classes; empty where there is none
 * @param classes the names of the classes by their index; where it is empty they are taken from the file, sorted by
 *     value if all are integers, by their letters otherwise
 * @param targets the columns of numbers to be learnt
 * @param missing what is done where a feature is missing
 * @param missingTexts what stands in a cell without a value, beside nothing at all; NA, NaN, null and ? by default
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Csv(
        char separator,
        char quote,
        boolean header,
        List<String> features,
        Set<String> excluded,
        String label,
        List<String> classes,
        List<String> targets,
        Missing missing,
        Set<String> missingTexts) {
    /** Commas, a header, features alone. */
    public static final Csv DEFAULT = new Csv(',', '"', true, List.of(), Set.of(), "", List.of(), List.of(), Missing.fail(),
            Set.of("NA", "NaN", "null", "?"));

    public Csv {
        features = List.copyOf(features);
        excluded = Set.copyOf(excluded);
        classes = List.copyOf(classes);
        targets = List.copyOf(targets);
        missingTexts = Set.copyOf(missingTexts);
        if (!label.isEmpty() && !targets.isEmpty()) {
            throw new IllegalArgumentException("a table has a label ('" + label + "') or targets that are numbers (" + targets
                    + "), not both; read it twice for a network of two outputs");
        }
        if (new TreeSet<>(classes).size() != classes.size()) {
            throw new IllegalArgumentException("the names of classes must differ, but are " + classes);
        }
    }

    /** A table with names of classes in one column. */
    public static Csv labelled(String label) {
        return DEFAULT.withLabel(label);
    }

    /** Another separator, such as a semicolon or a tab. */
    public Csv withSeparator(char other) {
        return new Csv(other, quote, header, features, excluded, label, classes, targets, missing, missingTexts);
    }

    /** Another quote. */
    public Csv withQuote(char other) {
        return new Csv(separator, other, header, features, excluded, label, classes, targets, missing, missingTexts);
    }

    /** The first row is an example; columns are named 0, 1 and so on. */
    public Csv withoutHeader() {
        return new Csv(separator, quote, false, features, excluded, label, classes, targets, missing, missingTexts);
    }

    /** Only these features, in this order. */
    public Csv withFeatures(String... columns) {
        return new Csv(separator, quote, header, List.of(columns), excluded, label, classes, targets, missing, missingTexts);
    }

    /** Without these columns, such as a running number. */
    public Csv without(String... columns) {
        return new Csv(separator, quote, header, features, Set.of(columns), label, classes, targets, missing, missingTexts);
    }

    /** The column with the names of classes. */
    public Csv withLabel(String column) {
        return new Csv(separator, quote, header, features, excluded, column, classes, targets, missing, missingTexts);
    }

    /** The classes by their index; any other name in the file is an error. */
    public Csv withClasses(List<String> names) {
        return new Csv(separator, quote, header, features, excluded, label, names, targets, missing, missingTexts);
    }

    /** The columns of numbers to be learnt. */
    public Csv withTargets(String... columns) {
        return new Csv(separator, quote, header, features, excluded, label, classes, List.of(columns), missing, missingTexts);
    }

    /** Another rule for missing features. */
    public Csv withMissing(Missing rule) {
        return new Csv(separator, quote, header, features, excluded, label, classes, targets, rule, missingTexts);
    }

    /** What stands in a cell without a value, beside nothing at all. */
    public Csv withMissingTexts(String... texts) {
        return new Csv(separator, quote, header, features, excluded, label, classes, targets, missing,
                Set.copyOf(Arrays.asList(texts)));
    }

    /**
     * Reads a whole table into memory.
     *
     * @throws DataException naming file, line and column, where rows are of different lengths, a cell holds no finite
     *     number where one belongs, a class is unknown, a column is not there, or no example is left
     */
    public CsvData read(Path file) {
        CsvScan scan = CsvScan.of(this, file);
        return new CsvData(scan.inMemory(), scan.settings());
    }

    /**
     * The rows of a table too large for memory, for a pipeline: the file is read once now, to check it, count its rows and
     * find its classes, and again in every epoch. What is wrong with the table is told now, as by {@link #read}.
     */
    public CsvStream stream(Path file) {
        return new CsvStream(CsvScan.of(this, file));
    }
}
