/** Layers, losses, initializers, optimizers, schedules, metrics and callbacks. */
module org.espalier.standard {
    requires transitive org.espalier.api;

    exports org.espalier.standard;
    exports org.espalier.standard.activation;
    exports org.espalier.standard.callback;
    exports org.espalier.standard.constraint;
    exports org.espalier.standard.initializer;
    exports org.espalier.standard.data;
    exports org.espalier.standard.layer;
    exports org.espalier.standard.layer.attention;
    exports org.espalier.standard.layer.conv;
    exports org.espalier.standard.layer.sequence;
    exports org.espalier.standard.loss;
    exports org.espalier.standard.metric;
    exports org.espalier.standard.optim;
    exports org.espalier.standard.optim.objective;
    exports org.espalier.standard.penalty;
    exports org.espalier.standard.preprocessing;
    exports org.espalier.standard.schedule;

    provides org.espalier.plugin.Plugin with org.espalier.standard.StandardPlugin;
}
