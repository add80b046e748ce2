package org.espalier.core.search;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.espalier.core.config.ComponentCodec;
import org.espalier.core.config.Json;
import org.espalier.plugin.EspalierException;

/** One of some values. */
record Choice<T>(String name, List<T> values) implements Dimension<T> {
    Choice {
        Names.check(name);
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new EspalierException("the choice '" + name + "' has nothing to choose from; give it at least one value");
        }
        Set<Json> shown = new HashSet<>();
        for (T value : values) {
            if (!shown.add(plain(value))) {
                throw new EspalierException("the choice '" + name + "' has " + plain(value) + " twice; leave one out");
            }
        }
    }

    @Override
    public T at(double u) {
        return values.get((int) (u * values.size()));
    }

    @Override
    public List<T> grid(int points) {
        return values;
    }

    @Override
    public Json show(T value) {
        return plain(value);
    }

    /** Records by their name, with their components where there are any. */
    private static Json plain(Object value) {
        if (value instanceof Double || value instanceof Float) {
            return Json.of(((Number) value).doubleValue());
        }
        if (value instanceof Number n && n.longValue() == n.doubleValue()) {
            return Json.of(n.longValue());
        }
        if (value instanceof Boolean b) {
            return Json.of(b);
        }
        return Json.of(value instanceof Enum<?> e ? e.name() : value.toString().replaceFirst("\\[]$", ""));
    }

    @Override
    public Json.Obj describe(ComponentCodec codec) {
        return Names.describe(this, "choice").with("values", Json.arr(values.stream()
                .map(v -> v instanceof Record ? codec.write(v, "the choice '" + name + "'") : described(v)).toList()));
    }

    private Json described(Object value) {
        if (value instanceof Number || value instanceof Boolean || value instanceof CharSequence || value instanceof Enum<?>) {
            return plain(value);
        }
        throw new EspalierException("the choice '" + name + "' has the value " + value + ", a " + value.getClass().getTypeName()
                + ", which cannot be saved; choose between numbers, texts, truth values, enum constants and registered records,"
                + " and make the rest of them in the function of a point");
    }
}
