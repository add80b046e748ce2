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
    public Optional<String> notApplicable(Subject s) {
        boolean known = s.spec().formula().isPresent() || s.spec().samples().stream().anyMatch(x -> x.expected().isPresent());
        return known ? Optional.empty() : Optional.of("nothing is stated of its values");
    }

    @Override
    public void run(Subject s, Findings f) {
        for (Case c : s.cases()) {
            if (c.sample().expected().isPresent()) {
                List<Tensor> expected = rounded(c.node().outputTypes(), c.sample().expected().get());
                f.compare(c.place(), Comparison.of(s.reference(c), expected, s.spec().formulaTolerance()));
            } else if (s.spec().formula().isPresent()) {
                Tensor expected = Elementwise.apply(s.spec().formula().get(), c.inputs(), c.node().output().type());
                f.compare(c.place(), Comparison.of(s.reference(c), List.of(expected), s.spec().formulaTolerance()));
            }
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
