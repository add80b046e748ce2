/** The stable SPI and the graph IR. It has no dependency at run time. */
module org.espalier.api {
    // A package is exported as soon as it has a type.
    exports org.espalier.plugin;
    // exports org.espalier.tensor;
    // exports org.espalier.graph;
    // exports org.espalier.op;
    // exports org.espalier.nn;
    // exports org.espalier.optim;
    // exports org.espalier.data;
    // exports org.espalier.training;
    // exports org.espalier.export;
    // exports org.espalier.backend;
}
