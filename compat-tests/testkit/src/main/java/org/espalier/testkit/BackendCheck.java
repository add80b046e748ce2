package org.espalier.testkit;

import java.util.List;
import java.util.Optional;
import org.espalier.backend.Kernel;
import org.espalier.core.check.Interpreter;
import org.espalier.core.engine.Engine;
import org.espalier.op.Trait;
import org.espalier.tensor.Tensor;

/**
 * A backend gives what the reference backend gives, within the tolerance: its own kernel, which also has to keep the
 * contract of kernels, and the plan as a whole.
 */
final class BackendCheck implements Check {
    private final String backend;

    BackendCheck(String backend) {
        this.backend = backend;
    }

    @Override
    public String title() {
        return backend;
    }

    @Override
    public String asks() {
        return "the backend '" + backend + "' gives what the reference backend gives: its own kernel, which keeps the contract of kernels"
                + " too, and the plan as a whole";
    }

    @Override
    public String advice() {
        return "correct the kernel that is registered for '" + backend + "'; where the difference is rounding, say how much with"
                + " OpSpec.tolerance";
    }

    @Override
    public Optional<String> notApplicable(Subject s) {
        return s.op().has(Trait.CONSTANT) ? Optional.of("a constant is not computed") : Optional.empty();
    }

    @Override
    public void run(Subject s, Findings f) {
        Engine engine = s.engines().engine(backend, 2);
        int[] own = new int[1];
        f.each(s.cases(), c -> {
            List<Tensor> expected = s.reference(c);
            f.compare(c.place(), Comparison.of(s.planned(backend, 2, c), expected, s.spec().tolerance()));
            Kernel k = s.kernel(engine, c);
            if (k != null) {
                own[0]++;
                List<Tensor> actual = Interpreter.run(k, c.node(), c.inputs());
                f.compare(c.place(), Comparison.of(actual, expected, s.spec().tolerance()));
                f.compare(c.place(), new KernelProbe(k, c.node(), c.inputs()).run());
            }
        });
        f.remark(own[0] == 0 ? "no kernel of its own" : own[0] + " with a kernel of its own");
    }
}
