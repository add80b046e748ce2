package org.espalier.testkit;

import java.util.Optional;
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
    public String asks() {
        return "the backends '" + one + "' and '" + other + "' give the same bits, for special values too";
    }

    @Override
    public String advice() {
        return "let both compute every element with the same operations in the same order";
    }

    @Override
    public Optional<String> notApplicable(Subject s) {
        return s.op().has(Trait.CONSTANT) ? Optional.of("a constant is not computed") : Optional.empty();
    }

    @Override
    public void run(Subject s, Findings f) {
        f.each(s.cases(), c -> compare(s, c, f));
        f.each(s.specialCases(), c -> compare(s, c, f));
    }

    private void compare(Subject s, Case c, Findings f) {
        f.compare(c.place(), Comparison.of(s.planned(other, 2, c), s.planned(one, 2, c), Tolerance.EXACT));
    }
}
