package org.espalier.core;

import org.espalier.core.op.CoreOps;
import org.espalier.core.reference.ReferenceBackend;
import org.espalier.core.reference.ReferenceKernels;
import org.espalier.plugin.API;
import org.espalier.plugin.Plugin;
import org.espalier.plugin.Registrar;

/** The built-in ops and the reference backend; they come in through the same door as everyone's. */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class CorePlugin implements Plugin {
    /** Called by the service loader. */
    public CorePlugin() {}

    @Override
    public String id() {
        return "espalier.core";
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
        CoreOps.all().forEach(registrar::op);
        ReferenceKernels.all().forEach((op, kernel) -> registrar.kernel(ReferenceBackend.ID, op, kernel));
        registrar.backend(ReferenceBackend.ID, ReferenceBackend::new);
    }
}
