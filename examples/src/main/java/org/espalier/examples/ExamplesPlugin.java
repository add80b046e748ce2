package org.espalier.examples;

import java.lang.invoke.MethodHandles;
import org.espalier.plugin.Plugin;
import org.espalier.plugin.Registrar;

/** A plugin with one layer; named in META-INF/services/org.espalier.plugin.Plugin. */
public final class ExamplesPlugin implements Plugin {
    @Override
    public String id() {
        return "espalier.examples";
    }

    @Override
    public String version() {
        return "0.1.0";
    }

    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public void register(Registrar registrar) {
        registrar.lookup(MethodHandles.lookup());
        registrar.component("SwiGlu", new SwiGlu(64));
    }
}
