package org.espalier.testkit;

import java.util.List;
import java.util.Optional;
import org.espalier.backend.Kernel;
import org.espalier.core.check.Interpreter;
import org.espalier.graph.Graph;
import org.espalier.tensor.Tensor;

/** The reference backend's kernel gives what it gives for the decomposition. */
final class DecompositionCheck implements Check {
    @Override
    public String title() {
        return "decomposition";
    }

    @Override
    public Optional<String> notApplicable(Subject s) {
        if (s.op().decomposition().isEmpty()) {
            return Optional.of("has no decomposition");
        }
        return s.cases().stream().allMatch(c -> s.kernel(s.engines().reference(), c) == null)
                ? Optional.of("has no kernel, runs as its decomposition")
                : Optional.empty();
    }

    @Override
    public void run(Subject s, Findings f) {
        for (Case c : s.cases()) {
            Kernel k = s.kernel(s.engines().reference(), c);
            if (k != null) {
                List<Tensor> own = Interpreter.run(k, c.node(), c.inputs());
                Graph body = Interpreter.decomposition(s.registry(), c.node());
                f.compare(c.place(), Comparison.of(s.oracle().run(body, c.inputs()), own, s.spec().tolerance()));
            }
        }
    }
}
