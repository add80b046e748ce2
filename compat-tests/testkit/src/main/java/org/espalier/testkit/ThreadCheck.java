package org.espalier.testkit;

import java.util.List;
import java.util.Optional;
import org.espalier.op.Trait;
import org.espalier.tensor.Tensor;

/** A backend gives the same bits with one, two and three threads, and the same bits when it is asked again. */
final class ThreadCheck implements Check {
    private final String backend;

    ThreadCheck(String backend) {
        this.backend = backend;
    }

    @Override
    public String title() {
        return backend + " threads";
    }

    @Override
    public Optional<String> notApplicable(Subject s) {
        return s.op().has(Trait.CONSTANT) ? Optional.of("a constant is not computed") : Optional.empty();
    }

    @Override
    public void run(Subject s, Findings f) {
        for (Case c : s.cases()) {
            List<Tensor> one = Engines.run(s.engines().engine(backend, 1), c.bound(), c.inputs());
            for (int threads : Engines.THREADS) {
                List<Tensor> many = Engines.run(s.engines().engine(backend, threads), c.bound(), c.inputs());
                f.compare(c.place() + " on " + threads + " threads", Comparison.of(many, one, Tolerance.EXACT));
            }
        }
    }
}
