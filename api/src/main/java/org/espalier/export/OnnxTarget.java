package org.espalier.export;

import java.util.ArrayList;
import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.plugin.API;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;

/** Where one node is being written to; implemented by the exporter. Names are names of ONNX values. */
@API(status = API.Status.STABLE, since = "0.1")
public interface OnnxTarget {
    /** The opset of the file. */
    int opset();

    /** The name of each input of the node that is being written. */
    List<String> inputs();

    /** The name under which each output of the node must be defined. */
    List<String> outputs();

    /** A new unique name for a value between two ONNX nodes. */
    String intermediate(String hint);

    /** The name of a constant with this value; equal constants share one. */
    String constant(Tensor value);

    /** The name of an i64 vector that holds a shape: a constant where it is known, otherwise computed in the file. */
    String shape(Shape shape);

    /**
     * Writes one ONNX node of the default domain.
     *
     * @param attributes longs, doubles (floats in the file), strings, lists of longs, dtypes (the enum of
     *     TensorProto) and tensors
     */
    void node(String opType, List<String> inputs, List<String> outputs, Attributes attributes);

    /** Writes one ONNX node with all inputs and outputs of the node that is being written. */
    default void node(String opType, Attributes attributes) {
        node(opType, inputs(), outputs(), attributes);
    }

    /** Writes one ONNX node with constants behind the inputs of the node that is being written. */
    default void nodeWith(String opType, Attributes attributes, Tensor... constants) {
        List<String> all = new ArrayList<>(inputs());
        for (Tensor t : constants) {
            all.add(constant(t));
        }
        node(opType, all, outputs(), attributes);
    }
}
