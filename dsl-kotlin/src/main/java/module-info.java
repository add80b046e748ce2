/** The Kotlin DSL. */
module org.espalier.dsl {
    requires transitive org.espalier.api;
    requires transitive org.espalier.core;
    requires transitive org.espalier.standard;
    requires transitive org.espalier.onnx;
    requires transitive kotlin.stdlib;

    // Exported as soon as it has a type.
    // exports org.espalier.dsl;
}
