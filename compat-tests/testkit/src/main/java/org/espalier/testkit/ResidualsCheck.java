package org.espalier.testkit;

import java.util.List;
import java.util.Optional;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.graph.Attributes;
import org.espalier.graph.Graph;
import org.espalier.graph.Value;
import org.espalier.op.Trait;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * An op with residuals leaves them out where it is told to: the type rule gives the first of its types and no more, the
 * reference backend the same ordinary outputs bit for bit, and so does every other backend within its tolerance.
 */
final class ResidualsCheck implements Check {
    private static final String ATTRIBUTE = "residuals";

    @Override
    public String title() {
        return ATTRIBUTE;
    }

    @Override
    public String asks() {
        return "with residuals=false the op gives the same ordinary outputs and no residuals";
    }

    @Override
    public String advice() {
        return "let type rule, kernel and decomposition ask for the attribute, which is true where it is left out";
    }

    @Override
    public Optional<String> notApplicable(Subject s) {
        return s.op().has(Trait.RESIDUALS) ? Optional.empty() : Optional.of("has no residuals");
    }

    @Override
    public void run(Subject s, Findings f) {
        // With some attributes, such as those for inference, an op may have none; in some sample it has to have them.
        List<Case> having = s.cases(c -> c.node().attributes().flag(ATTRIBUTE, true)
                && !without(s, c).equals(c.node().outputTypes()));
        f.require(!having.isEmpty(), "all samples", () -> "with residuals=false the types are the same as without");
        f.each(having, c -> {
            Attributes without = c.node().attributes().with(ATTRIBUTE, false);
            List<TensorType> all = c.node().outputTypes();
            List<TensorType> left = without(s, c);
            boolean first = !left.isEmpty() && left.size() < all.size() && left.equals(all.subList(0, left.size()));
            f.require(first, c.place(), () -> "the types without residuals are " + left + ", with them " + all);
            if (!first) {
                return;
            }
            Graph graph = Case.graph(s.registry(), s.op(), c.node().inputTypes(), without);
            List<Tensor> expected = s.reference(c).subList(0, left.size());
            f.compare(c.place(), Comparison.of(s.oracle().run(graph, c.inputs()), expected, Tolerance.EXACT));
            for (String id : s.engines().others()) {
                List<Tensor> planned = Engines.run(s.engines().engine(id, 2), graph, c.inputs());
                f.compare(c.place() + ", " + id, Comparison.of(planned, expected, s.spec().tolerance()));
            }
            rewritten(s, c, left.size(), f);
        });
    }

    private static List<TensorType> without(Subject s, Case c) {
        return s.op().infer(c.node().inputTypes(), c.node().attributes().with(ATTRIBUTE, false), "");
    }

    /** A plan of which only an ordinary output is used has no residuals. */
    private static void rewritten(Subject s, Case c, int ordinary, Findings f) {
        GraphBuilder b = s.registry().graphBuilder();
        List<Value> arguments = c.bound().inputs().stream().map(p -> b.input(p.name(), p.type())).toList();
        List<Value> results = b.apply(s.op(), arguments, c.node().attributes());
        Graph graph = b.buildOf(results.subList(0, ordinary));
        List<Tensor> planned = Engines.run(s.engines().reference(), graph, c.inputs());
        f.compare(c.place() + ", nobody using them",
                Comparison.of(planned, s.reference(c).subList(0, ordinary), s.spec().tolerance()));
    }
}
