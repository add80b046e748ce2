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
    public String asks() {
        return "the reference backend's kernel gives what the decomposition gives";
    }

    @Override
    public String advice() {
        return "look which of the two is wrong; the check 'values' says more, and OpSpec.tolerance says how far they may be apart";
    }

    @Override
    public Optional<String> notApplicable(Subject s) {
        if (s.op().decomposition().isEmpty()) {
            return Optional.of("has no decomposition");
        }
        return s.runsAsDecomposition() ? Optional.of("has no kernel, runs as its decomposition") : Optional.empty();
    }

    @Override
    public void run(Subject s, Findings f) {
        f.each(s.cases(), c -> {
            Kernel k = s.kernel(s.engines().reference(), c);
            if (k != null) {
                List<Tensor> own = Interpreter.run(k, c.node(), c.inputs());
                Graph body = s.decomposition(c);
                f.compare(c.place(), Comparison.of(s.oracle().run(body, c.inputs()), own, s.spec().tolerance()));
            }
        });
    }
}
