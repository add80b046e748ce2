/** Runs and verifies exported files in ONNX Runtime. */
module org.espalier.onnxruntime {
    requires transitive org.espalier.api;
    requires com.microsoft.onnxruntime;

    // Exported as soon as it has a type.
    // exports org.espalier.onnxruntime;
    // provides org.espalier.plugin.Plugin with ...; the same in META-INF/services.
}
