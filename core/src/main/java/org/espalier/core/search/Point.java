package org.espalier.core.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.espalier.core.config.Json;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;

/** A value for each hyper-parameter of a space. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Point {
    private final Map<Dimension<?>, Object> values;

    Point(Map<Dimension<?>, Object> values) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * The value of a hyper-parameter.
     *
     * @throws EspalierException where the space does not have it
     */
    @SuppressWarnings("unchecked")
    public <T> T get(Dimension<T> dimension) {
        Object value = values.get(dimension);
        if (value == null) {
            throw new EspalierException("there is no hyper-parameter " + dimension.name() + " like this one in the space, only "
                    + names());
        }
        return (T) value;
    }

    /**
     * The value of the hyper-parameter of a name.
     *
     * @throws EspalierException where the space has none of this name
     */
    public Object get(String name) {
        return values.entrySet().stream().filter(e -> e.getKey().name().equals(name)).map(Map.Entry::getValue).findFirst()
                .orElseThrow(() -> new EspalierException("there is no hyper-parameter '" + name + "' in the space, only " + names()));
    }

    private List<String> names() {
        return values.keySet().stream().map(Dimension::name).toList();
    }

    /** The values by name, as tables and files show them. */
    Json.Obj show() {
        Map<String, Json> shown = new LinkedHashMap<>();
        values.keySet().forEach(d -> shown.put(d.name(), show(d)));
        return new Json.Obj(shown);
    }

    private <T> Json show(Dimension<T> dimension) {
        return dimension.show(get(dimension));
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Point p && p.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return show().members().entrySet().stream().map(e -> e.getKey() + "=" + Numbers.shortened(e.getValue()))
                .collect(Collectors.joining(", "));
    }
}
