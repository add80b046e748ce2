package org.espalier.export;

import java.util.Arrays;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.plugin.API;

/** How a node of an op is written to ONNX, given the opset of the target. */
@FunctionalInterface
@API(status = API.Status.STABLE, since = "0.1")
public interface OnnxMapping {
    /** Writes the node's outputs as ONNX nodes. */
    void write(Node node, OnnxTarget target);

    /** The first opset that can express it; for an older target the op is written as its decomposition. */
    default int sinceOpset() {
        return 1;
    }

    /**
     * The first opset that can express this very node, where that depends on its dtypes or attributes;
     * {@link Integer#MAX_VALUE} where none can.
     */
    default int sinceOpset(Node node) {
        return sinceOpset();
    }

    /** The ONNX operator of this name, with all inputs and outputs and the named attributes that the node has. */
    static OnnxMapping same(String opType, String... attributes) {
        return (node, target) -> target.node(opType, node.attributes().only(Arrays.asList(attributes)));
    }

    /** This mapping for targets from an opset on. */
    default OnnxMapping since(int opset) {
        OnnxMapping outer = this;
        return new OnnxMapping() {
            @Override
            public void write(Node node, OnnxTarget target) {
                outer.write(node, target);
            }

            @Override
            public int sinceOpset() {
                return opset;
            }

            @Override
            public int sinceOpset(Node node) {
                return Math.max(opset, outer.sinceOpset(node));
            }
        };
    }

    /** The operator of this name without attributes. */
    static OnnxMapping plain(String opType) {
        return (node, target) -> target.node(opType, Attributes.none());
    }
}
