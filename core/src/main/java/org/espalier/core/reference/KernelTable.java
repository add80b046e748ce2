package org.espalier.core.reference;

import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.backend.KernelFactory;

/** Collects kernels by the id of their op; each op has one. */
final class KernelTable {
    private final SortedMap<String, KernelFactory> kernels = new TreeMap<>();

    void put(String opId, KernelFactory factory) {
        if (kernels.put(opId, factory) != null) {
            throw new IllegalStateException("two reference kernels for " + opId);
        }
    }

    SortedMap<String, KernelFactory> all() {
        return new TreeMap<>(kernels);
    }
}
