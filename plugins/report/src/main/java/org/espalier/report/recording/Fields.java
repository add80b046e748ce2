package org.espalier.report.recording;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.plugin.ModelFormatException;

/** The members of a JSON object that was read; a message names the member and the place where one is not as it must be. */
record Fields(Map<?, ?> members, String place) {
    static Fields of(Object value, String place) {
        if (value instanceof Map<?, ?> map) {
            return new Fields(map, place);
        }
        throw new ModelFormatException("must be a JSON object, but is " + value + ", at " + place);
    }

    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        members.keySet().forEach(k -> names.add((String) k));
        return names;
    }

    long whole(String name) {
        return as(name, members.get(name), Long.class, "an integer");
    }

    double real(String name) {
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

    String text(String name) {
        return as(name, members.get(name), String.class, "a text");
    }

    Fields object(String name) {
        return of(members.get(name), place + "/" + name);
    }

    List<Fields> objects(String name) {
        return items(name).stream().map(o -> of(o, place + "/" + name)).toList();
    }

    List<String> texts(String name) {
        return items(name).stream().map(o -> as(name, o, String.class, "texts")).toList();
    }

    List<Long> wholes(String name) {
        return items(name).stream().map(o -> as(name, o, Long.class, "integers")).toList();
    }

    List<Double> reals(String name) {
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
