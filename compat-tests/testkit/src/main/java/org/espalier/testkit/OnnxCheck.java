package org.espalier.testkit;

import java.util.Optional;
import java.util.Set;
import org.espalier.graph.Graph;
import org.espalier.op.Trait;
import org.espalier.plugin.EspalierException;

/** The exported op gives in an ONNX runtime what it gives on the reference backend. */
final class OnnxCheck implements Check {
    private final OnnxRoundTrip trip;

    OnnxCheck(OnnxRoundTrip trip) {
        this.trip = trip;
    }

    @Override
    public String title() {
        return "onnx";
    }

    @Override
    public Optional<String> notApplicable(Subject s) {
        if (trip == null) {
            return Optional.of("this suite has no exporter and runtime at hand");
        }
        if (s.op().has(Trait.RANDOM)) {
            return Optional.of("random ops are not exported");
        }
        return s.op().onnx().isEmpty() && s.op().decomposition().isEmpty()
                ? Optional.of("has no form in ONNX: it occurs in gradients only")
                : Optional.empty();
    }

    /** With the names of dims, unless a file could not compute one: a length that no input has. */
    private static Graph exported(Case c) {
        Set<String> known = c.declared().unboundDims();
        boolean computable = c.declared().outputs().stream()
                .flatMap(p -> p.type().shape().dims().stream())
                .allMatch(d -> known.containsAll(d.names()));
        return computable ? c.declared() : c.bound();
    }

    @Override
    public void run(Subject s, Findings f) {
        for (Case c : s.cases()) {
            Graph graph = exported(c);
            Optional<String> reason = s.spec().without("onnx " + c.taken()).map(r -> c.taken() + ": " + r);
            reason = reason.isPresent() ? reason : trip.refuses(graph);
            if (reason.isPresent()) {
                f.leaveOut(reason.get());
                continue;
            }
            try {
                f.compare(c.place(), Comparison.of(trip.run(graph, c.inputs()), s.reference(c), s.spec().onnxTolerance()));
            } catch (EspalierException e) {
                f.compare(c.place(), String.valueOf(e.getMessage()));
            }
        }
    }
}
