/** Runs and verifies exported files in ONNX Runtime. */
module org.espalier.onnxruntime {
    requires transitive org.espalier.api;
    requires com.microsoft.onnxruntime;

    exports org.espalier.onnxruntime;

    provides org.espalier.plugin.Plugin with org.espalier.onnxruntime.OnnxRuntimePlugin;
}
