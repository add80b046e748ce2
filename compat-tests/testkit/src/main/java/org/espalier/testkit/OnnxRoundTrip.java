package org.espalier.testkit;

import java.util.List;
import java.util.Optional;
import org.espalier.graph.Graph;
import org.espalier.plugin.API;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;

/** Writes a graph as an ONNX file and runs it; given to a suite that has an exporter and a runtime at hand. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface OnnxRoundTrip {
    /** The title of the check that makes this trip, such as {@code onnx 13}. */
    default String title() {
        return "onnx";
    }

    /** What is written and what runs it, such as {@code opset 13 in ONNX Runtime}. */
    String description();

    /** Whether the trip is meant for samples taken in a dtype, as one that only asks for the forms of an older opset. */
    default boolean concerns(DType taken) {
        return true;
    }

    /** Why a graph is left out, for example because the opset has no form for its dtypes; nothing where it is not. */
    default Optional<String> refuses(Graph graph) {
        return Optional.empty();
    }

    /**
     * The outputs of the exported graph.
     *
     * @param graph possibly with names of dims left, which are to stay names in the file
     * @param inputs an element for each input, in order
     * @throws org.espalier.plugin.ExportException where the graph has no form in ONNX
     */
    List<Tensor> run(Graph graph, List<Tensor> inputs);

    /**
     * The graph that is read back from the file which is written of a graph; nothing where no importer is at hand.
     *
     * @throws org.espalier.plugin.EspalierException where it cannot be written or read
     */
    default Optional<Graph> read(Graph graph) {
        return Optional.empty();
    }
}
