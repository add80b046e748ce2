package org.espalier.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.espalier.backend.Kernel;
import org.espalier.core.check.Interpreter;
import org.espalier.core.engine.Engine;
import org.espalier.op.Trait;
import org.espalier.tensor.Tensor;

/**
 * Special values come out as they should: on the reference backend as the formula says, on every other backend and
 * through the decomposition as on the reference backend. NaN for NaN, the same infinity, zero of the same sign where the
 * op is element-wise, otherwise within the tolerance; what a spec excuses is left out.
 */
final class SpecialCheck implements Check {
    @Override
    public String title() {
        return "special";
    }

    @Override
    public String asks() {
        return "signed zeros, infinities, NaN, subnormal and huge numbers come out as the formula says; on other backends and through"
                + " the decomposition as on the reference backend";
    }

    @Override
    public String advice() {
        return "correct what is named at the end of the place; where another result is as good, say why with OpSpec.excusing";
    }

    @Override
    public Optional<String> notApplicable(Subject s) {
        return s.cases().stream().allMatch(c -> c.floatingElements() == 0)
                ? Optional.of("nothing floating goes in") : Optional.empty();
    }

    @Override
    public void run(Subject s, Findings f) {
        boolean elementwise = s.op().has(Trait.ELEMENTWISE);
        f.each(s.specialCases(), c -> {
            List<Tensor> expected = s.reference(c);
            if (elementwise && s.spec().formula().isPresent()) {
                Tensor known = Elementwise.apply(s.spec().formula().get(), c.inputs(), c.node().output().type());
                compare(s, c, "reference", expected, List.of(known), s.spec().formulaTolerance(), f);
            }
            if (s.op().decomposition().isPresent()) {
                List<Tensor> body = s.oracle().run(s.decomposition(c), c.inputs());
                compare(s, c, "decomposition", body, expected, s.spec().tolerance(), f);
            }
            for (String id : s.engines().others()) {
                Engine engine = s.engines().engine(id, 2);
                compare(s, c, id, s.planned(id, 2, c), expected, s.spec().tolerance(), f);
                Kernel k = s.kernel(engine, c);
                if (k != null) {
                    List<Tensor> own = Interpreter.run(k, c.node(), c.inputs());
                    compare(s, c, id + "'s kernel", own, expected, s.spec().tolerance(), f);
                }
            }
            // Without a formula, decomposition or other backend the least that holds: the kernel keeps its contract.
            Kernel k = s.kernel(s.engines().reference(), c);
            if (k != null) {
                f.compare(c.place(), new KernelProbe(k, c.node(), c.inputs()).run());
            }
        });
        for (String by : List.of("reference", "decomposition")) {
            s.spec().excusesOf(by).forEach(f::except);
        }
        s.engines().others().forEach(id -> s.spec().excusesOf(id).forEach(f::except));
    }

    private static void compare(Subject s, Case c, String by, List<Tensor> actual, List<Tensor> expected, Tolerance t, Findings f) {
        String place = c.place() + ", " + by;
        if (!s.op().has(Trait.ELEMENTWISE)) {
            if (!s.spec().excuses(by, c.special())) {
                f.compare(place, Comparison.of(actual, expected, t));
            }
            return;
        }
        Tensor a = actual.get(0);
        Tensor e = expected.get(0);
        for (int i = 0; i < e.size(); i++) {
            double[] elements = SpecialValues.elements(c, i);
            if (!s.spec().excuses(by, elements)) {
                double got = a.getDouble(i);
                double wanted = e.getDouble(i);
                f.require(Comparison.agreeInSign(e.dtype(), got, wanted, t), place,
                        () -> s.op() + Arrays.toString(elements) + " is " + got + " instead of " + wanted);
            }
        }
    }
}
