package org.espalier.testkit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.op.Trait;
import org.espalier.tensor.Tensor;

/** The exported op gives in an ONNX runtime what it gives on the reference backend. */
final class OnnxCheck implements Check {
    /** Under this title a spec is excused from all trips at once. */
    private static final String TITLE = "onnx";

    private final OnnxRoundTrip trip;

    OnnxCheck(OnnxRoundTrip trip) {
        this.trip = trip;
    }

    @Override
    public String title() {
        return trip.title();
    }

    @Override
    public String asks() {
        return "exported for " + trip.description() + ", the op gives there what it gives on the reference backend";
    }

    @Override
    public String advice() {
        return "correct the mapping given to Op.Builder.onnx; where the runtime has no kernel for a dtype, say so with"
                + " OpSpec.without(\"onnx f64\", reason)";
    }

    @Override
    public Optional<String> notApplicable(Subject s) {
        Optional<String> excused = s.spec().without(TITLE);
        if (excused.isPresent()) {
            return excused;
        }
        if (s.op().has(Trait.RANDOM)) {
            return Optional.of("random ops are not exported");
        }
        if (s.op().onnx().isEmpty() && s.op().decomposition().isEmpty()) {
            return Optional.of("has no form in ONNX: it occurs in gradients only");
        }
        return s.cases().stream().noneMatch(c -> trip.concerns(c.taken()))
                ? Optional.of("is not exported in its dtypes for this opset")
                : Optional.empty();
    }

    /** Without residuals, and with the names of dims, unless a file could not compute one: a length that no input has. */
    static Graph exported(Subject s, Case c) {
        Graph declared = ordinary(s, c.declared());
        Set<String> known = declared.unboundDims();
        boolean computable = declared.outputs().stream()
                .flatMap(p -> p.type().shape().dims().stream())
                .allMatch(d -> known.containsAll(d.names()));
        return computable ? declared : ordinary(s, c.bound());
    }

    private static Graph ordinary(Subject s, Graph graph) {
        Node n = graph.nodes().get(0);
        return s.op().has(Trait.RESIDUALS)
                ? Case.graph(s.registry(), s.op(), n.inputTypes(), n.attributes().with("residuals", false))
                : graph;
    }

    @Override
    public void run(Subject s, Findings f) {
        f.each(s.cases(c -> trip.concerns(c.taken())), c -> {
            Graph graph = exported(s, c);
            Optional<String> reason = s.spec().without("onnx " + c.taken()).map(r -> c.taken() + ": " + r);
            reason = reason.isPresent() ? reason : c.sample().noOnnx().map(r -> c.sample() + ": " + r);
            reason = reason.isPresent() ? reason : trip.refuses(graph);
            if (reason.isPresent()) {
                f.leaveOut(reason.get());
                return;
            }
            List<Tensor> expected = s.reference(c).subList(0, graph.outputs().size());
            f.compare(c.place(), Comparison.of(trip.run(graph, c.inputs()), expected, s.spec().onnxTolerance()));
        });
    }
}
