/** Layers, losses, initializers, optimizers, schedules, metrics and callbacks. */
module org.espalier.standard {
    requires transitive org.espalier.api;

    // Exported as soon as it has a type.
    // exports org.espalier.standard;
    // provides org.espalier.plugin.Plugin with ...; the same in META-INF/services.
}
