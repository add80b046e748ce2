package org.espalier.graph;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.espalier.plugin.API;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;

/**
 * The static configuration of a node. A value is a {@code Long}, {@code Double}, {@code Boolean}, {@code String},
 * list of one of {@code Long}, {@code Double} and {@code String}, {@link Shape}, {@link DType}, {@link Tensor} or
 * {@link Graph}. Immutable, ordered by name.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class Attributes {
    private static final Attributes NONE = new Attributes(new TreeMap<>());
    private final SortedMap<String, Object> values;

    private Attributes(SortedMap<String, Object> values) {
        this.values = values;
    }

    /** No attributes. */
    public static Attributes none() {
        return NONE;
    }

    /**
     * Attributes from names and values in turn. Integers become {@code Long}, floats {@code Double}, arrays and
     * collections of numbers a list of {@code Long} or, where one of them is real, of {@code Double}; a null value leaves
     * its name out.
     */
    public static Attributes of(Object... namesAndValues) {
        SortedMap<String, Object> map = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                map.put((String) namesAndValues[i], normal((String) namesAndValues[i], namesAndValues[i + 1]));
            }
        }
        return new Attributes(map);
    }

    /** These attributes with one set or replaced. */
    public Attributes with(String name, Object value) {
        SortedMap<String, Object> map = new TreeMap<>(values);
        map.put(name, normal(name, value));
        return new Attributes(map);
    }

    /** These attributes with every value replaced by what the function makes of it. */
    public Attributes map(Function<Object, Object> change) {
        SortedMap<String, Object> map = new TreeMap<>();
        values.forEach((name, value) -> map.put(name, normal(name, change.apply(value))));
        return new Attributes(map);
    }

    /** Those of these attributes that have one of the names. */
    public Attributes only(Collection<String> names) {
        SortedMap<String, Object> map = new TreeMap<>(values);
        map.keySet().retainAll(names);
        return new Attributes(map);
    }

    private static Object normal(String name, Object v) {
        if (v instanceof Integer || v instanceof Short || v instanceof Byte) {
            return ((Number) v).longValue();
        }
        if (v instanceof Float f) {
            return (double) f;
        }
        if (v instanceof int[] a) {
            return Arrays.stream(a).mapToObj(Long::valueOf).toList();
        }
        if (v instanceof long[] a) {
            return Arrays.stream(a).boxed().toList();
        }
        if (v instanceof double[] a) {
            return Arrays.stream(a).boxed().toList();
        }
        if (v instanceof String[] a) {
            return List.of(a);
        }
        if (v instanceof Collection<?> c && !c.isEmpty() && c.stream().allMatch(String.class::isInstance)) {
            return List.copyOf(c);
        }
        if (v instanceof Collection<?> c && c.stream().allMatch(Number.class::isInstance)
                && c.stream().anyMatch(n -> n instanceof Double || n instanceof Float)) {
            return c.stream().map(n -> ((Number) n).doubleValue()).toList();
        }
        if (v instanceof Collection<?> c && c.stream().allMatch(Number.class::isInstance)) {
            return c.stream().map(n -> ((Number) n).longValue()).toList();
        }
        if (v instanceof Long || v instanceof Double || v instanceof Boolean || v instanceof String
                || v instanceof Shape || v instanceof DType || v instanceof Tensor || v instanceof Graph) {
            return v;
        }
        throw new IllegalArgumentException("attribute '" + name + "' cannot hold a " + v.getClass().getName());
    }

    /** The names, sorted. */
    public Set<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** All names and values, sorted by name. */
    public Map<String, Object> asMap() {
        return Collections.unmodifiableMap(values);
    }

    /** Whether there is a value of this name. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    private <T> T get(String name, Class<T> type) {
        Object v = values.get(name);
        if (!type.isInstance(v)) {
            throw new IllegalArgumentException("attribute '" + name + "' must be a " + type.getSimpleName()
                    + (v == null ? ", but is missing" : ", but is " + v) + "; there are " + values.keySet());
        }
        return type.cast(v);
    }

    /** An integer. */
    public long longValue(String name) {
        return get(name, Long.class);
    }

    /** An integer that fits an int, such as an axis. */
    public int intValue(String name) {
        return Math.toIntExact(longValue(name));
    }

    /** A real number; an integer counts as one. */
    public double doubleValue(String name) {
        return get(name, Number.class).doubleValue();
    }

    /** A real number, or the default where there is none of this name. */
    public double doubleValue(String name, double otherwise) {
        return has(name) ? doubleValue(name) : otherwise;
    }

    /** A truth value. */
    public boolean flag(String name) {
        return get(name, Boolean.class);
    }

    /** A text. */
    public String string(String name) {
        return get(name, String.class);
    }

    /** A list of integers, as a new array. */
    public int[] ints(String name) {
        return ((List<?>) get(name, List.class)).stream().mapToInt(v -> Math.toIntExact((Long) v)).toArray();
    }

    /** A list of integers, as a new array. */
    public long[] longs(String name) {
        return ((List<?>) get(name, List.class)).stream().mapToLong(v -> (Long) v).toArray();
    }

    /** A list of real numbers, as a new array; integers count as real. */
    public double[] doubles(String name) {
        return ((List<?>) get(name, List.class)).stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray();
    }

    /** A list of texts. */
    public List<String> strings(String name) {
        return ((List<?>) get(name, List.class)).stream().map(String.class::cast).toList();
    }

    /** An integer, or the default where there is none of this name. */
    public long longValue(String name, long otherwise) {
        return has(name) ? longValue(name) : otherwise;
    }

    /** A truth value, or the default where there is none of this name. */
    public boolean flag(String name, boolean otherwise) {
        return has(name) ? flag(name) : otherwise;
    }

    /** A text, or the default where there is none of this name. */
    public String string(String name, String otherwise) {
        return has(name) ? string(name) : otherwise;
    }

    /** A shape, possibly with names in it. */
    public Shape shape(String name) {
        return get(name, Shape.class);
    }

    /** An element type. */
    public DType dtype(String name) {
        return get(name, DType.class);
    }

    /** A tensor. */
    public Tensor tensor(String name) {
        return get(name, Tensor.class);
    }

    /** A graph, the body of an op that has one. */
    public Graph graph(String name) {
        return get(name, Graph.class);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Attributes a && values.equals(a.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** For example <code>{axis=-1, keepdims=true}</code>; empty where there are none. */
    @Override
    public String toString() {
        return values.isEmpty() ? "" : values.entrySet().stream()
                .map(e -> e.getKey() + "=" + (e.getValue() instanceof Graph g
                        ? "<" + g.toString().replace("\n", "; ") + ">"
                        : e.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
