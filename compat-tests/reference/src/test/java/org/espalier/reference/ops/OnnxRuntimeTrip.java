package org.espalier.reference.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.onnx.global.onnx;
import org.espalier.core.registry.Registry;
import org.espalier.export.OnnxRunner;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.onnx.OnnxExport;
import org.espalier.onnx.OnnxSource;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.testkit.OnnxRoundTrip;

/** Our exporter, and whatever runtime is registered: ONNX Runtime. */
final class OnnxRuntimeTrip implements OnnxRoundTrip {
    static final int DEFAULT_OPSET = 17;
    private static final int NEWEST_OPSET = 21;

    private final Registry registry;
    private final OnnxRunner runner;
    private final Path folder;
    private final int opset;

    OnnxRuntimeTrip(Registry registry, Path folder, int opset) {
        this.opset = opset;
        this.registry = registry;
        this.runner = registry.onnxRunners().get(0);
        this.folder = folder;
    }

    @Override
    public String description() {
        return runner.description();
    }

    /**
     * At the default opset nothing is left out but what ONNX has a form for in later opsets only; at others what the
     * opset has no form for, and all but f32.
     */
    @Override
    public Optional<String> refuses(Graph graph) {
        if (opset == DEFAULT_OPSET) {
            return graph.nodes().stream().flatMap(n -> later(n).stream()).findFirst();
        }
        if (graph.inputs().isEmpty() || graph.inputs().get(graph.inputs().size() - 1).type().dtype() != DType.F32) {
            return Optional.of("dtypes that ONNX Runtime does not run at every opset");
        }
        return export(graph).validate().isEmpty() ? Optional.empty() : Optional.of("has no form in opset " + opset);
    }

    private static Optional<String> later(Node node) {
        if (node.op().decomposition().isPresent()) {
            return Optional.empty();
        }
        return node.op().onnx().map(m -> m.sinceOpset(node))
                .filter(since -> since > DEFAULT_OPSET && since <= NEWEST_OPSET)
                .map(since -> node.op() + " needs opset " + since + " for some attributes");
    }

    private OnnxExport export(Graph graph) {
        return OnnxExport.of(new OnnxSource("op", graph, Map.of(), registry, given -> {
            throw new UnsupportedOperationException("nothing is verified here");
        })).opset(opset);
    }

    @Override
    public List<Tensor> run(Graph graph, List<Tensor> inputs) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            named.put(graph.inputs().get(i).name(), inputs.get(i));
        }
        Path file = folder.resolve("op.onnx");
        export(graph).write(file);
        // The official checker, with its own inference of types: it throws where something is amiss.
        onnx.check_model(file.toString(), true, false, false);
        Map<String, Tensor> results = runner.run(file, named);
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return graph.outputs().stream().map(p -> results.get(p.name())).toList();
    }
}
