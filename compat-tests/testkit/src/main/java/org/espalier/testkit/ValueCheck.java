package org.espalier.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** The reference backend gives what was worked out elsewhere: the formula of an element-wise op, or a stated result. */
final class ValueCheck implements Check {
    @Override
    public String title() {
        return "values";
    }

    @Override
    public String asks() {
        return "the reference backend gives what was worked out elsewhere: a formula's values, or results worked out by hand";
    }

    @Override
    public String advice() {
        return "look which of the two is wrong, the spec's values or the op's kernel (or decomposition)";
    }

    @Override
    public Optional<String> notApplicable(Subject s) {
        return Optional.empty();
    }

    @Override
    public void run(Subject s, Findings f) {
        f.each(s.cases(), c -> {
            if (c.sample().expected().isPresent()) {
                List<Tensor> expected = rounded(c.node().outputTypes(), c.sample().expected().get());
                f.compare(c.place(), Comparison.of(s.reference(c), expected, s.spec().formulaTolerance()));
            } else if (s.spec().formula().isPresent()) {
                Tensor expected = Elementwise.apply(s.spec().formula().get(), c.inputs(), c.node().output().type());
                f.compare(c.place(), Comparison.of(s.reference(c), List.of(expected), s.spec().formulaTolerance()));
            }
        });
        if (f.compared() == 0) {
            f.compare("all samples", "nothing is stated of the op's values: state a formula with .values(...), or the result of"
                    + " a sample with .expecting(...)");
        }
    }

    private static List<Tensor> rounded(List<TensorType> types, List<double[]> values) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            tensors.add(Tensor.rounded(types.get(i), values.get(i)));
        }
        return tensors;
    }
}
