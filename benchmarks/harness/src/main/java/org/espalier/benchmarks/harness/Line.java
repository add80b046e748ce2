package org.espalier.benchmarks.harness;

import java.util.Locale;

/**
 * One line of JSON on the standard output, for the program that compares. Every line begins with
 * <code>{"bench":</code>, whatever libraries print around it.
 */
public final class Line {
    /** How each line begins. */
    public static final String MARK = "{\"bench\":";

    private final StringBuilder text = new StringBuilder(MARK);

    private Line() {}

    /** A line of a kind. */
    public static Line of(String kind) {
        Line line = new Line();
        line.quote(kind);
        return line;
    }

    private void quote(String value) {
        text.append('"');
        for (char c : value.toCharArray()) {
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private Line key(String key) {
        text.append(", ");
        quote(key);
        text.append(": ");
        return this;
    }

    /** With a text. */
    public Line with(String key, String value) {
        key(key).quote(value);
        return this;
    }

    /** With an integer. */
    public Line with(String key, long value) {
        key(key).text.append(value);
        return this;
    }

    /** With a number; what is not finite becomes null. */
    public Line with(String key, double value) {
        key(key).text.append(Double.isFinite(value) ? Double.toString(value) : "null");
        return this;
    }

    /** Prints it at once. */
    public void print() {
        System.out.println(this);
        System.out.flush();
    }

    @Override
    public String toString() {
        return text + "}";
    }
}
