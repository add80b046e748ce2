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
    public String asks() {
        return "the reference backend's kernel writes every element of the inferred types and no other, reads only what it is"
                + " given, may write over an input where it says so, and allocates nothing while it runs";
    }

    @Override
    public String advice() {
        return "correct the kernel registered for '" + Engine.REFERENCE + "'; index tables and scratch are made when the kernel is created";
    }

    @Override
    public Optional<String> notApplicable(Subject s) {
        if (s.op().has(Trait.CONSTANT)) {
            return Optional.of("a constant is not computed");
        }
        return s.runsAsDecomposition() ? Optional.of("has no kernel, runs as its decomposition") : Optional.empty();
    }

    @Override
    public void run(Subject s, Findings f) {
        f.each(s.cases(), c -> {
            Kernel k = s.kernel(s.engines().reference(), c);
            if (k != null) {
                KernelProbe probe = new KernelProbe(k, c.node(), c.inputs());
                f.compare(c.place(), probe.run());
                f.compare(c.place(), probe.allocates());
            }
        });
    }
}
