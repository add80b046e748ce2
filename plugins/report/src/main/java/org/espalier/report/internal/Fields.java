package org.espalier.report.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.plugin.ModelFormatException;

/** The members of a JSON object that was read; a message names the member and the place where one is not as it must be. */
public record Fields(Map<?, ?> members, String place) {
    /** The members of what was read. */
    public static Fields of(Object value, String place) {
        if (value instanceof Map<?, ?> map) {
            return new Fields(map, place);
        }
        throw new ModelFormatException("must be a JSON object, but is " + value + ", at " + place);
    }

    /** The names of the members, in order. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        members.keySet().forEach(k -> names.add((String) k));
        return names;
    }

    /** An integer. */
    public long whole(String name) {
        return as(name, members.get(name), Long.class, "an integer");
    }

    /** A number; the texts of those that JSON lacks count as such. */
    public double real(String name) {
        return real(name, members.get(name));
    }

    private double real(String name, Object value) {
        if (value instanceof Number n) {
            return n.doubleValue();
        }
        if ("NaN".equals(value) || "Infinity".equals(value) || "-Infinity".equals(value)) {
            return Double.parseDouble((String) value);
        }
        throw wrong(name, value, "a number");
    }

    /** A text. */
    public String text(String name) {
        return as(name, members.get(name), String.class, "a text");
    }

    /** An object. */
    public Fields object(String name) {
        return of(members.get(name), place + "/" + name);
    }

    /** A list of objects. */
    public List<Fields> objects(String name) {
        return items(name).stream().map(o -> of(o, place + "/" + name)).toList();
    }

    /** A list of texts. */
    public List<String> texts(String name) {
        return items(name).stream().map(o -> as(name, o, String.class, "texts")).toList();
    }

    /** A list of integers. */
    public List<Long> wholes(String name) {
        return items(name).stream().map(o -> as(name, o, Long.class, "integers")).toList();
    }

    /** A list of numbers. */
    public List<Double> reals(String name) {
        return items(name).stream().map(o -> real(name, o)).toList();
    }

    private List<?> items(String name) {
        return as(name, members.get(name), List.class, "a list");
    }

    private <T> T as(String name, Object value, Class<T> type, String expected) {
        if (!type.isInstance(value)) {
            throw wrong(name, value, expected);
        }
        return type.cast(value);
    }

    private ModelFormatException wrong(String name, Object value, String expected) {
        return new ModelFormatException("'" + name + "' must be " + expected + ", but is " + value + ", at " + place);
    }
}
