package org.espalier.testkit;

import java.util.Optional;
import org.espalier.core.engine.Engine;
import org.espalier.op.Trait;

/** Two backends that promise the same bits, such as vector kernels and their fallback, give the same bits. */
final class TwinCheck implements Check {
    private final String one;
    private final String other;

    TwinCheck(String one, String other) {
        this.one = one;
        this.other = other;
    }

    @Override
    public String title() {
        return one + " = " + other;
    }

    @Override
    public Optional<String> notApplicable(Subject s) {
        return s.op().has(Trait.CONSTANT) ? Optional.of("a constant is not computed") : Optional.empty();
    }

    @Override
    public void run(Subject s, Findings f) {
        Engine a = s.engines().engine(one, 2);
        Engine b = s.engines().engine(other, 2);
        for (Case c : s.cases()) {
            f.compare(c.place(), Comparison.of(Engines.run(b, c.bound(), c.inputs()),
                    Engines.run(a, c.bound(), c.inputs()), Tolerance.EXACT));
        }
        for (Case c : SpecialValues.cases(s)) {
            f.compare(c.place(), Comparison.of(Engines.run(b, c.bound(), c.inputs()),
                    Engines.run(a, c.bound(), c.inputs()), Tolerance.EXACT));
        }
    }
}
