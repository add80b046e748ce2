package org.espalier.onnxruntime;

import org.espalier.plugin.API;
import org.espalier.plugin.Plugin;
import org.espalier.plugin.Registrar;

/** Brings {@link OnnxRuntimeRunner}. Nothing native is loaded before a file is run. */
@API(status = API.Status.STABLE, since = "0.1")
public final class OnnxRuntimePlugin implements Plugin {
    /** For the service loader, and for registering the plugin by hand. */
    public OnnxRuntimePlugin() {}

    @Override
    public String id() {
        return "espalier.onnxruntime";
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
        registrar.onnxRunner(OnnxRuntimeRunner.create());
    }
}
