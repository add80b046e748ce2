package org.espalier.core;

import java.lang.invoke.MethodHandles;
import java.util.List;
import org.espalier.core.model.Dag;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.core.op.CoreOps;
import org.espalier.core.op.OnnxReadings;
import org.espalier.core.reference.ReferenceBackend;
import org.espalier.core.reference.ReferenceKernels;
import org.espalier.optim.ChainedOptimizer;
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
        registrar.lookup(MethodHandles.lookup());
        registrar.component("Network", Network.of(Input.f32(1), new Dag(List.of(), List.of(), List.of())));
        registrar.component("Input", Input.f32(1));
        registrar.component("Dag", new Dag(List.of(), List.of(), List.of()));
        registrar.component("Step", new Dag.Step("", new Dag(List.of(), List.of(), List.of()), List.of()));
        registrar.component("ChainedOptimizer", new ChainedOptimizer(List.of(), null, List.of()));
        CoreOps.all().forEach(registrar::op);
        OnnxReadings.all().forEach(registrar::onnxReading);
        ReferenceKernels.all().forEach((op, kernel) -> registrar.kernel(ReferenceBackend.ID, op, kernel));
        registrar.backend(ReferenceBackend.ID, ReferenceBackend::new);
    }
}
