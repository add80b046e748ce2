package org.acme.espalier;

import java.lang.invoke.MethodHandles;
import org.espalier.plugin.Plugin;
import org.espalier.plugin.Registrar;

/** Everything that this jar adds. */
public final class AcmePlugin implements Plugin {
    /** Called by the service loader, or by hand. */
    public AcmePlugin() {}

    @Override
    public String id() {
        return "acme.layers";
    }

    @Override
    public String version() {
        return "1.2.0";
    }

    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public void register(Registrar registrar) {
        registrar.lookup(MethodHandles.lookup());
        registrar.component("SwiGlu", new SwiGlu(1));
        registrar.component("Bent", Bent.INSTANCE);
        registrar.component("LogCosh", LogCosh.INSTANCE);
        registrar.component("Triangular", new Triangular(0.1));
        registrar.component("Lion", new Lion(new Sawtooth(1e-3, 100), 0.9, 0.99));
        registrar.component("Sawtooth", new Sawtooth(1e-3, 100));
        registrar.op(BentIdentity.OP);
        registrar.kernel("reference", BentIdentity.OP.id(), BentIdentity::kernel);
        registrar.block(BentIdentity.OP.id(), node -> BentIdentity::block);
    }
}
