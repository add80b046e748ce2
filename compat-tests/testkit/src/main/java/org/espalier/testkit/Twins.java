package org.espalier.testkit;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.core.registry.Registry;

/** Pairs of backends that promise the same bits: by convention {@code x-plain} is the fallback of {@code x}. */
final class Twins {
    private Twins() {}

    static Map<String, String> of(Registry registry) {
        Map<String, String> twins = new TreeMap<>();
        Collection<String> ids = registry.backends();
        ids.stream().filter(id -> ids.contains(id + "-plain")).forEach(id -> twins.put(id, id + "-plain"));
        return twins;
    }
}
