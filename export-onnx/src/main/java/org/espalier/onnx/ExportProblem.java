package org.espalier.onnx;

import org.espalier.graph.Node;
import org.espalier.plugin.API;

/**
 * Why something in a model cannot be written to ONNX.
 *
 * @param op the id of the op, or empty where it is not about one
 * @param path the layer's path; empty at the top of the model
 * @param reason what stands in the way and what to do about it
 */
@API(status = API.Status.STABLE, since = "0.1")
public record ExportProblem(String op, String path, String reason) {
    static ExportProblem at(Node node, String reason) {
        return new ExportProblem(node.op().id(), node.path(), reason);
    }

    static ExportProblem general(String reason) {
        return new ExportProblem("", "", reason);
    }

    /** For example {@code [acme.Swirl] at encoder/1: it has neither a mapping to ONNX nor a decomposition}. */
    @Override
    public String toString() {
        String place = op.isEmpty() ? "" : path.isEmpty() ? "[" + op + "]: " : "[" + op + "] at " + path + ": ";
        return place + reason;
    }
}
