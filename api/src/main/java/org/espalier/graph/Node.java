package org.espalier.graph;

import java.util.List;
import java.util.Objects;
import org.espalier.op.Op;
import org.espalier.plugin.API;
import org.espalier.tensor.TensorType;

/**
 * One application of an op in a {@link Graph}.
 *
 * @param op the op
 * @param attributes its attributes, complete
 * @param inputs the edges it reads
 * @param outputs the edges it defines, typed by the op's type rule
 * @param path where it was written, such as {@code encoder/1/dense}; empty at the top
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Node(Op op, Attributes attributes, List<Edge> inputs, List<Edge> outputs, String path) {
    /** A typed value within one graph; ids are unique within the graph. */
    public record Edge(int id, TensorType type) {
        public Edge {
            Objects.requireNonNull(type, "type");
        }

        @Override
        public String toString() {
            return "%" + id + ":" + type;
        }
    }

    public Node {
        Objects.requireNonNull(op, "op");
        Objects.requireNonNull(attributes, "attributes");
        Objects.requireNonNull(path, "path");
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** The edge of an input. */
    public Edge input(int index) {
        return inputs.get(index);
    }

    /** The first output, which most ops have alone. */
    public Edge output() {
        return outputs.get(0);
    }

    /** The types of all inputs. */
    public List<TensorType> inputTypes() {
        return inputs.stream().map(Edge::type).toList();
    }

    /** The types of all outputs. */
    public List<TensorType> outputTypes() {
        return outputs.stream().map(Edge::type).toList();
    }

    /** The op and its place, as error messages and profiles show them. */
    public String label() {
        return path.isEmpty() ? "[" + op.id() + "]" : "[" + op.id() + "] at " + path;
    }
}
