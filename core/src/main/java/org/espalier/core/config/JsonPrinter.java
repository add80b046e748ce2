package org.espalier.core.config;

import java.util.Iterator;
import java.util.Map;
import java.util.function.Predicate;
import org.espalier.plugin.EspalierException;

/** Writes JSON. The same value gives the same text. */
final class JsonPrinter {
    private static final int WIDTH = 110;
    private static final int EXCERPT = 60;
    private final StringBuilder out = new StringBuilder();
    private final String comma;
    private final String colon;

    private JsonPrinter(String comma, String colon) {
        this.comma = comma;
        this.colon = colon;
    }

    /** To be read by people too: what fits on a line stands on one. */
    static String pretty(Json json) {
        JsonPrinter printer = new JsonPrinter(", ", ": ");
        printer.lines(json, 0, 0);
        return printer.out.append('\n').toString();
    }

    /** Without a blank or line break. */
    static String compact(Json json) {
        JsonPrinter printer = new JsonPrinter(",", ":");
        printer.line(json, 0, Integer.MAX_VALUE);
        return printer.out.toString();
    }

    /** On one line, cut off where it is long: for messages. */
    static String excerpt(Json json) {
        if (json instanceof Json.Str s && s.value().length() > EXCERPT) {
            return excerpt(Json.of(s.value().substring(0, EXCERPT - 3) + "..."));
        }
        JsonPrinter printer = new JsonPrinter(", ", ": ");
        if (printer.line(json, 0, EXCERPT + 2)) {
            return printer.out.toString();
        }
        return printer.out.substring(0, Math.min(printer.out.length(), EXCERPT)) + "...";
    }

    /** Writes the value, before which {@code used} characters stand on its line beside the indentation. */
    private void lines(Json json, int depth, int used) {
        int start = out.length();
        if (line(json, depth, isContainer(json) ? start + Math.max(0, WIDTH - 2 * depth - used) : Integer.MAX_VALUE)) {
            return;
        }
        out.setLength(start);
        if (json instanceof Json.Obj object) {
            Iterator<Map.Entry<String, Json>> members = object.members().entrySet().iterator();
            out.append('{');
            while (members.hasNext()) {
                Map.Entry<String, Json> member = members.next();
                newLine(depth + 1);
                int before = out.length();
                quote(member.getKey());
                out.append(colon);
                lines(member.getValue(), depth + 1, out.length() - before + 1);
                out.append(members.hasNext() ? "," : "");
            }
            newLine(depth);
            out.append('}');
        } else {
            Iterator<Json> items = ((Json.Arr) json).items().iterator();
            out.append('[');
            while (items.hasNext()) {
                newLine(depth + 1);
                lines(items.next(), depth + 1, 1);
                out.append(items.hasNext() ? "," : "");
            }
            newLine(depth);
            out.append(']');
        }
    }

    private static boolean isContainer(Json json) {
        return json instanceof Json.Obj || json instanceof Json.Arr;
    }

    private void newLine(int depth) {
        out.append('\n').append("  ".repeat(depth));
    }

    /** Appends the value on one line; false, with a part of it appended, as soon as the text passes its end. */
    private boolean line(Json json, int depth, int end) {
        if (depth >= JsonText.MAX_DEPTH && isContainer(json)) {
            throw new EspalierException("the configuration is nested more than " + JsonText.MAX_DEPTH + " deep");
        }
        if (json instanceof Json.Obj object) {
            return items(object.members().entrySet(), "{}", end, member -> {
                quote(member.getKey());
                out.append(colon);
                return line(member.getValue(), depth + 1, end);
            });
        }
        if (json instanceof Json.Arr array) {
            return items(array.items(), "[]", end, item -> line(item, depth + 1, end));
        }
        if (json instanceof Json.Str s) {
            if (s.value().length() > end - out.length()) {
                return false;
            }
            quote(s.value());
        } else if (json instanceof Json.Int n) {
            out.append(n.value());
        } else if (json instanceof Json.Real n) {
            out.append(Decimals.text(n.value()));
        } else if (json instanceof Json.Bool b) {
            out.append(b.value());
        } else {
            out.append("null");
        }
        return out.length() <= end;
    }

    private <T> boolean items(Iterable<T> items, String brackets, int end, Predicate<T> append) {
        out.append(brackets.charAt(0));
        boolean first = true;
        for (T item : items) {
            out.append(first ? "" : comma);
            first = false;
            if (out.length() > end || !append.test(item)) {
                return false;
            }
        }
        out.append(brackets.charAt(1));
        return out.length() <= end;
    }

    private void quote(String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c == '\t') {
                out.append("\\t");
            } else if (i + 1 < value.length() && Character.isSurrogatePair(c, value.charAt(i + 1))) {
                out.append(c).append(value.charAt(++i));
            } else if (c < ' ' || Character.isSurrogate(c)) {
                // A lone surrogate has no UTF-8 form; escaped, it survives.
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
