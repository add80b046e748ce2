package org.espalier.data.csv;

import java.util.Map;
import org.espalier.plugin.API;

/**
 * What is done where a feature is missing. A row without its label or target is left out under {@link #skip()}, and an
 * error under every other rule: what is to be learnt cannot be made up.
 *
 * @param rule which of the rules
 * @param value for {@link Rule#VALUE}
 * @param values by column, for {@link Rule#VALUES}
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Missing(Rule rule, double value, Map<String, Double> values) {
    /** The rules there are. */
    @API(status = API.Status.STABLE, since = "0.1")
    public enum Rule {
        /** An error that names the line and the column. */
        FAIL,
        /** The row is left out. */
        SKIP,
        /** One number for all. */
        VALUE,
        /** A number for each column. */
        VALUES,
        /** The mean of what the column has in this file. */
        MEAN
    }

    public Missing {
        values = Map.copyOf(values);
    }

    /** An error that names the line and the column; the default. */
    public static Missing fail() {
        return new Missing(Rule.FAIL, 0, Map.of());
    }

    /** The row is left out. */
    public static Missing skip() {
        return new Missing(Rule.SKIP, 0, Map.of());
    }

    /** One number for all. */
    public static Missing value(double number) {
        return new Missing(Rule.VALUE, number, Map.of());
    }

    /** A number for each column; it is an error where another column misses something. */
    public static Missing values(Map<String, Double> byColumn) {
        return new Missing(Rule.VALUES, 0, byColumn);
    }

    /**
     * The mean of what the column has in this file. {@link CsvData#settings()} has these means fixed, for reading the
     * test set, which must not be filled from itself.
     */
    public static Missing mean() {
        return new Missing(Rule.MEAN, 0, Map.of());
    }
}
