package org.espalier.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.espalier.plugin.API;

/**
 * Brings specs. Named in {@code META-INF/services} and, for the module path, in
 * {@code provides org.espalier.testkit.OpSpecs with ...}, usually of a plugin's tests.
 */
@FunctionalInterface
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface OpSpecs {
    /** One spec for each op. */
    List<OpSpec> specs();

    /** The specs of all providers that a class loader finds, those of the built-in ops included. */
    static List<OpSpec> discover(ClassLoader loader) {
        List<OpSpec> all = new ArrayList<>();
        ServiceLoader.load(OpSpecs.class, loader).forEach(s -> all.addAll(s.specs()));
        return all;
    }
}
