/** The Kotlin DSL. */
module org.espalier.dsl {
    requires transitive org.espalier.api;
    requires transitive org.espalier.core;
    requires transitive org.espalier.standard;
    requires transitive org.espalier.onnx;
    requires static org.espalier.data;
    requires static org.espalier.report;
    requires transitive kotlin.stdlib;

    exports org.espalier.dsl;
}
