/** The stable SPI and the graph IR. It has no dependency at run time. */
module org.espalier.api {
    exports org.espalier.backend;
    exports org.espalier.data;
    exports org.espalier.export;
    exports org.espalier.graph;
    exports org.espalier.io;
    exports org.espalier.nn;
    exports org.espalier.op;
    exports org.espalier.optim;
    exports org.espalier.plugin;
    exports org.espalier.tensor;
    exports org.espalier.training;
}
