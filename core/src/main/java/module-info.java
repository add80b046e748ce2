/** Autodiff, rewrites, planning, the reference backend, registry, training and saving. */
module org.espalier.core {
    requires transitive org.espalier.api;
    requires com.fasterxml.jackson.core;

    // A package is exported as soon as it has a type.
    exports org.espalier.core.model;
    exports org.espalier.core.config;
    exports org.espalier.core.engine;
    exports org.espalier.core.fit;
    exports org.espalier.core.io;
    exports org.espalier.core.graph;
    exports org.espalier.core.autodiff;
    exports org.espalier.core.registry;
    exports org.espalier.core.plan;
    exports org.espalier.core.check;
    exports org.espalier.core.search;

    uses org.espalier.plugin.Plugin;

    provides org.espalier.plugin.Plugin with org.espalier.core.CorePlugin;
}
