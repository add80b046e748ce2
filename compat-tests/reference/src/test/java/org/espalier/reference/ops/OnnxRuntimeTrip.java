package org.espalier.reference.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.onnx.global.onnx;
import org.espalier.core.registry.Registry;
import org.espalier.export.OnnxRunner;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.onnx.ExportProblem;
import org.espalier.onnx.OnnxExport;
import org.espalier.onnx.OnnxImport;
import org.espalier.onnx.OnnxSource;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.testkit.OnnxRoundTrip;

/** Our exporter, and whatever runtime is registered: ONNX Runtime. */
final class OnnxRuntimeTrip implements OnnxRoundTrip {
    static final int DEFAULT_OPSET = 17;
    private static final int NEWEST_OPSET = 23;

    /** The newest opset that the official checker of this version knows. */
    private static final int CHECKED_OPSET = 22;

    /** The library's registry of schemas is made when it is first asked for, by whoever asks. */
    private static final Object CHECKER = new Object();

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
    public String title() {
        return opset == DEFAULT_OPSET ? "onnx" : "onnx " + opset;
    }

    @Override
    public String description() {
        return "ONNX Runtime in opset " + opset;
    }

    /** At other opsets than the default: f32 and truth values, since the runtime has other dtypes for some operators of some opsets only. */
    @Override
    public boolean concerns(DType taken) {
        return opset == DEFAULT_OPSET || taken == DType.F32 || taken == DType.BOOL;
    }

    /** At the default opset what ONNX has a form for in later opsets only; at others what the opset has no form for. */
    @Override
    public Optional<String> refuses(Graph graph) {
        if (opset == DEFAULT_OPSET) {
            return graph.nodes().stream().flatMap(n -> later(n).stream()).findFirst();
        }
        List<ExportProblem> problems = export(graph).validate();
        boolean mapped = graph.nodes().stream().allMatch(n -> n.op().onnx().filter(m -> m.sinceOpset(n) <= opset).isPresent());
        // What a mapping says that it can write it has to write, unless it says of these attributes that they need more.
        boolean excused = !mapped || problems.stream().anyMatch(p -> p.toString().contains("needs opset"));
        return problems.isEmpty() || !excused ? Optional.empty() : Optional.of("has no form in opset " + opset);
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
        return withFile(graph, file -> run(graph, file, named));
    }

    private List<Tensor> run(Graph graph, Path file, Map<String, Tensor> named) {
        // The official checker, with its own inference of types: it throws where something is amiss.
        if (opset <= CHECKED_OPSET) {
            synchronized (CHECKER) {
                onnx.check_model(file.toString(), true, false, false);
            }
        }
        Map<String, Tensor> results = runner.run(file, named);
        return graph.outputs().stream().map(p -> results.get(p.name())).toList();
    }

    @Override
    public Optional<Graph> read(Graph graph) {
        return Optional.of(withFile(graph, file -> OnnxImport.of(registry).read(file).graph()));
    }

    private <T> T withFile(Graph graph, Function<Path, T> use) {
        Path file = folder.resolve("op" + opset + "-" + Thread.currentThread().getId() + ".onnx");
        export(graph).write(file);
        T result = use.apply(file);
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }
}
