package org.espalier.plugin;

/**
 * The door through which everything comes in, the built-ins too. Named in {@code META-INF/services} and, for the
 * module path, in {@code provides org.espalier.plugin.Plugin with ...}.
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface Plugin {
    /** The version of the SPI that this jar offers. It grows when the SPI does; older plugins go on working. */
    int SPI_VERSION = 1;

    /** A stable id such as {@code acme.layers}; saved models name it. */
    String id();

    /** The plugin's own version. */
    String version();

    /**
     * The {@link #SPI_VERSION} that the plugin was compiled with. Return the constant: the compiler copies its value
     * into the plugin's class.
     */
    int spiVersion();

    /** Registers everything the plugin has. */
    void register(Registrar registrar);
}
