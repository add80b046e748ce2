package org.espalier.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.espalier.core.plan.Plan;
import org.espalier.graph.Attributes;
import org.espalier.graph.Graph;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * What a user may give an op by mistake: an input too few or too many, of another dtype, with an axis more or fewer, an
 * attribute left out. A type rule refuses it with a message that names the op, or takes it, and then the op can be run.
 */
final class WrongInputs {
    private static final int CASES = 3;

    private final Subject subject;
    private final Findings findings;
    private final Set<String> tried = new HashSet<>();

    WrongInputs(Subject subject, Findings findings) {
        this.subject = subject;
        this.findings = findings;
    }

    void tryAll() {
        List<Case> cases = new ArrayList<>();
        Set<String> kinds = new HashSet<>();
        for (Case c : subject.cases()) {
            // Of each rank and dtype the first ones.
            if (cases.size() < CASES && kinds.add(c.taken() + " " + c.inputs().stream().map(t -> t.shape().rank()).toList())) {
                cases.add(c);
            }
        }
        for (Case c : cases) {
            inputs(c.node().inputTypes(), c.node().attributes());
            for (String name : c.node().attributes().names()) {
                attempt(c.node().inputTypes(), without(c.node().attributes(), name));
            }
        }
    }

    private static Attributes without(Attributes attributes, String name) {
        return attributes.only(attributes.names().stream().filter(n -> !n.equals(name)).toList());
    }

    private void inputs(List<TensorType> types, Attributes attributes) {
        attempt(List.of(), attributes);
        for (int i = 0; i < types.size(); i++) {
            List<TensorType> fewer = new ArrayList<>(types);
            fewer.remove(i);
            attempt(fewer, attributes);
            List<TensorType> more = new ArrayList<>(types);
            more.add(types.get(i));
            attempt(more, attributes);
            for (TensorType other : others(types.get(i)).toList()) {
                List<TensorType> changed = new ArrayList<>(types);
                changed.set(i, other);
                attempt(changed, attributes);
            }
        }
    }

    private static Stream<TensorType> others(TensorType t) {
        List<Dim> longer = new ArrayList<>(t.shape().dims());
        longer.add(0, Dim.of(2));
        List<Dim> dims = t.shape().dims();
        Stream<Shape> shapes = Stream.concat(Stream.of(Shape.scalar(), Shape.of(longer)),
                dims.isEmpty() ? Stream.of() : Stream.of(Shape.of(dims.subList(1, dims.size()))));
        return Stream.concat(Stream.of(DType.values()).map(t::withDType), shapes.map(t::withShape));
    }

    private void attempt(List<TensorType> types, Attributes attributes) {
        String place = "given " + types + " " + attributes;
        if (!tried.add(place)) {
            return;
        }
        try {
            subject.op().infer(types, attributes, "a/b");
        } catch (EspalierException e) {
            boolean named = e.getMessage().startsWith("[") && e.getMessage().endsWith("at a/b");
            findings.require(named, place, () -> "the message should begin with an op and end with the place, but is: " + e.getMessage());
            return;
        } catch (RuntimeException e) {
            findings.compare(place, "threw " + e + " instead of an IllegalArgumentException that says what does not fit");
            return;
        }
        findings.compare(place, runnable(types, attributes));
    }

    private String runnable(List<TensorType> types, Attributes attributes) {
        Graph graph = Case.graph(subject.registry(), subject.op(), types, attributes);
        try {
            Plan.of(subject.engines().reference(), graph);
            return null;
        } catch (RuntimeException e) {
            return "the type rule took it, but it cannot be run: " + e;
        }
    }
}
