package org.espalier.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Gives unique names. The first that asks gets the name itself, later ones get it with a number. */
final class Names {
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /** Takes exactly this name; false where it is taken already. */
    boolean reserve(String name) {
        return taken.add(name);
    }

    /** Takes this name, or the first free of name_2, name_3 and so on. */
    String unique(String wanted) {
        String name = wanted;
        while (!taken.add(name)) {
            name = wanted + "_" + counts.compute(wanted, (w, last) -> last == null ? 2 : last + 1);
        }
        return name;
    }

    /** A name within a scope. */
    static String join(String path, String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }
}
