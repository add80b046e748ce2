package org.espalier.testkit;

import java.util.Optional;
import org.espalier.backend.Kernel;
import org.espalier.core.engine.Engine;
import org.espalier.op.Trait;

/** The reference backend's kernel keeps the contract of kernels; see {@link KernelProbe}. */
final class KernelCheck implements Check {
    @Override
    public String title() {
        return "kernel";
    }

    @Override
    public Optional<String> notApplicable(Subject s) {
        if (s.op().has(Trait.CONSTANT)) {
            return Optional.of("a constant is not computed");
        }
        Engine reference = s.engines().reference();
        return s.cases().stream().allMatch(c -> s.kernel(reference, c) == null)
                ? Optional.of("has no kernel, runs as its decomposition")
                : Optional.empty();
    }

    @Override
    public void run(Subject s, Findings f) {
        for (Case c : s.cases()) {
            Kernel k = s.kernel(s.engines().reference(), c);
            if (k != null) {
                f.compare(c.place(), new KernelProbe(k, c.node(), c.inputs()).run());
            }
        }
    }
}
