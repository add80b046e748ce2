package org.espalier.data.csv;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.plugin.DataException;

/** Turns the cells of a row into numbers, and says what is wrong where they are none. */
final class CsvRowParser {
    private final Csv csv;
    private final CsvLayout layout;
    private final Path file;
    private final Map<String, Integer> classes = new HashMap<>();
    private final float[] features;
    private final boolean[] absent;
    private final float[] targets;
    private String className = "";

    CsvRowParser(Csv csv, CsvLayout layout, Path file) {
        this.csv = csv;
        this.layout = layout;
        this.file = file;
        List<String> names = csv.classes();
        for (int i = 0; i < names.size(); i++) {
            classes.put(names.get(i), i);
        }
        this.features = new float[layout.features().length];
        this.absent = new boolean[features.length];
        this.targets = new float[layout.targets().length];
    }

    /** Parses the row that the rows are at; false where the row is to be left out. */
    boolean parse(CsvRows rows) {
        return parseFeatures(rows) && parseTargets(rows) && parseLabel(rows);
    }

    /** The features of the row; the array is used again for the next one. */
    float[] features() {
        return features;
    }

    /** Whether a feature was missing, and is 0 only because it must be filled later. */
    boolean isAbsent(int feature) {
        return absent[feature];
    }

    /** The targets of the row; the array is used again for the next one. */
    float[] targets() {
        return targets;
    }

    boolean hasLabel() {
        return layout.label() >= 0;
    }

    /** The name of the row's class. */
    String className() {
        return className;
    }

    /** The index of the row's class among those given. */
    long label() {
        return classes.get(className);
    }

    private boolean parseFeatures(CsvRows rows) {
        for (int i = 0; i < features.length; i++) {
            int column = layout.features()[i];
            String cell = rows.cell(column);
            absent[i] = isMissing(cell);
            if (!absent[i]) {
                features[i] = number(rows, column, cell);
            } else if (csv.missing().rule() == Missing.Rule.SKIP) {
                return false;
            } else {
                features[i] = filling(rows, column);
            }
        }
        return true;
    }

    private float filling(CsvRows rows, int column) {
        Missing rule = csv.missing();
        return switch (rule.rule()) {
            case VALUE -> (float) rule.value();
            case MEAN -> 0;
            case VALUES -> {
                Double filling = rule.values().get(layout.columns().get(column));
                if (filling == null) {
                    throw absent(rows, column);
                }
                yield filling.floatValue();
            }
            case FAIL, SKIP -> throw absent(rows, column);
        };
    }

    private boolean parseTargets(CsvRows rows) {
        for (int i = 0; i < targets.length; i++) {
            String cell = rows.cell(layout.targets()[i]);
            if (isMissing(cell)) {
                return skipped(rows, layout.targets()[i]);
            }
            targets[i] = number(rows, layout.targets()[i], cell);
        }
        return true;
    }

    private boolean parseLabel(CsvRows rows) {
        if (!hasLabel()) {
            return true;
        }
        String cell = rows.cell(layout.label());
        if (isMissing(cell)) {
            return skipped(rows, layout.label());
        }
        if (!classes.isEmpty() && !classes.containsKey(cell)) {
            throw new DataException(place(rows, layout.label()) + ": the class '" + cell + "' was never seen in training, where the"
                    + " classes were " + csv.classes() + "; correct the row, leave it out, or train with examples of it");
        }
        className = cell;
        return true;
    }

    private boolean isMissing(String cell) {
        return cell.isEmpty() || csv.missingTexts().contains(cell);
    }

    private boolean skipped(CsvRows rows, int column) {
        if (csv.missing().rule() != Missing.Rule.SKIP) {
            throw absent(rows, column);
        }
        return false;
    }

    private DataException absent(CsvRows rows, int column) {
        return new DataException(place(rows, column) + ": there is no value; fill it in, or say with withMissing what is to be"
                + " done");
    }

    private float number(CsvRows rows, int column, String cell) {
        double value;
        try {
            value = Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            throw notANumber(rows, column, cell);
        }
        // Java reads its own literals as well, such as 1f, 0x1p3 and 2d, which in a table are no numbers.
        char last = cell.charAt(cell.length() - 1);
        if (Double.isFinite(value) && (last != '.' && !Character.isDigit(last) || cell.indexOf('x') >= 0 || cell.indexOf('X') >= 0)) {
            throw notANumber(rows, column, cell);
        }
        if (!Float.isFinite((float) value)) {
            throw new DataException(place(rows, column) + ": '" + cell + "' is no finite number of single precision; correct it, or"
                    + " name it with withMissingTexts if it means that there is no value");
        }
        return (float) value;
    }

    private DataException notANumber(CsvRows rows, int column, String cell) {
        return new DataException(place(rows, column) + ": '" + cell + "' stands where a number belongs; correct it, leave the column"
                + " out with without, or name it as the label");
    }

    private String place(CsvRows rows, int column) {
        return file + ", line " + rows.line() + ", column '" + layout.columns().get(column) + "'";
    }
}
