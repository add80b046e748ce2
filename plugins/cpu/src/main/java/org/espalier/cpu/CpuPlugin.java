package org.espalier.cpu;

import org.espalier.backend.BackendFactory;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.kernel.Arithmetics;
import org.espalier.cpu.kernel.BlockTable;
import org.espalier.cpu.kernel.CpuBackend;
import org.espalier.plugin.API;
import org.espalier.plugin.Plugin;
import org.espalier.plugin.Registrar;

/**
 * Brings the fast backend under the id {@value #BACKEND}: the Vector API where its module is there, plain loops where not.
 * Under the id {@value #PLAIN_BACKEND} there are the plain loops alone, which give the same bits.
 *
 * <p>Convolutions with 3×3 kernels and many channels take a quarter of the multiplications by Winograd's minimal filtering,
 * which rounds about twice as much as the definition. The system property {@code espalier.cpu.winograd=false} turns it off.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class CpuPlugin implements Plugin {
    /** The id of the fast backend. */
    public static final String BACKEND = "cpu";
    /** The id of the same backend without the Vector API. */
    public static final String PLAIN_BACKEND = "cpu-plain";

    /** For the service loader, and for registering the plugin by hand. */
    public CpuPlugin() {}

    @Override
    public String id() {
        return "espalier.cpu";
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
        Arithmetic best = Arithmetics.vector().orElseGet(Arithmetics::plain);
        BlockTable.of(best.blocks()).forEach(registrar::block);
        registrar.backend(BACKEND, context -> started(best, context));
        registrar.backend(PLAIN_BACKEND, context -> new CpuBackend(PLAIN_BACKEND, Arithmetics.plain(), context));
    }

    private static CpuBackend started(Arithmetic arithmetic, BackendFactory.Context context) {
        CpuBackend backend = new CpuBackend(BACKEND, arithmetic, context);
        StartMessage.log(backend.description());
        return backend;
    }
}
