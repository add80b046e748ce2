package org.espalier.core.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Keeps what was made for the keys used last. */
final class PlanCache<K, V> {
    private static final int CAPACITY = 16;
    private final Function<K, V> make;
    private final Map<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);

    PlanCache(Function<K, V> make) {
        this.make = make;
    }

    synchronized V get(K key) {
        V v = entries.get(key);
        if (v == null) {
            v = make.apply(key);
            entries.put(key, v);
            if (entries.size() > CAPACITY) {
                entries.remove(entries.keySet().iterator().next());
            }
        }
        return v;
    }
}
