/** Graph to and from ONNX protobuf, validation and reports. */
module org.espalier.onnx {
    requires transitive org.espalier.api;
    requires transitive org.espalier.core;
    requires org.tribuo.util.onnx;
    requires com.google.protobuf;

    exports org.espalier.onnx;
}
