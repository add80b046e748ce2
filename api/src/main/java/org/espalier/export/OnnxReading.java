package org.espalier.export;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.plugin.API;

/**
 * How a node of an ONNX file is read: the way back of {@link OnnxMapping}. It applies ops to the node's inputs, with the
 * meaning that the operator has in the file's opset, and returns the node's outputs.
 */
@FunctionalInterface
@API(status = API.Status.STABLE, since = "0.1")
public interface OnnxReading {
    /**
     * Reads one node.
     *
     * @return the node's outputs from the first on; those that are left out at the end must not be used in the file
     * @throws IllegalArgumentException where the node means something that cannot be expressed; the importer adds the
     *     operator and the node's name
     */
    List<Value> read(OnnxNode node);
}
