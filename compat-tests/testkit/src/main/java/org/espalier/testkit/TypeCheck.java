package org.espalier.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.espalier.graph.Attributes;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * Inference on named dims, bound afterwards, gives what inference on the numbers gives: with the names that samples
 * declare, which the type rule has to take, and with a name for every length in turn, which it may refuse; and misuses
 * are refused with a message that names the op.
 */
final class TypeCheck implements Check {
    private static final String SYMBOLIC = "named dims";

    @Override
    public String title() {
        return "types";
    }

    @Override
    public String asks() {
        return "types inferred with names for lengths, bound afterwards, are those inferred with numbers; misuses are refused by name";
    }

    @Override
    public String advice() {
        return "correct the type rule given to Op.define";
    }

    @Override
    public Optional<String> notApplicable(Subject subject) {
        return Optional.empty();
    }

    @Override
    public void run(Subject s, Findings f) {
        int[] named = new int[1];
        boolean[] shaped = new boolean[1];
        f.each(s.cases(), c -> {
            List<TensorType> bound = c.node().inputTypes();
            List<TensorType> expected = s.op().infer(bound, c.node().attributes(), "");
            List<TensorType> declared = c.declared().nodes().get(0).outputTypes();
            List<TensorType> later = declared.stream().map(t -> t.bind(c.sample().binding())).toList();
            f.require(later.equals(expected), c.place(), () -> "inferred " + declared + ", bound to " + later
                    + ", but the numbers give " + expected);
            named[0] += c.declared().equals(c.bound()) ? 0 : 1;
            shaped[0] |= !lengths(bound).isEmpty();
            named[0] += c.sample().noNames().isEmpty() ? named(s, c, f) : 0;
        });
        s.spec().without(SYMBOLIC).ifPresent(f::except);
        if (shaped[0] && named[0] == 0 && s.spec().without(SYMBOLIC).isEmpty()) {
            f.compare("all samples", "the type rule took no named dim at all; if that has to be so, say"
                    + " .without(\"" + SYMBOLIC + "\", reason)");
        }
        for (OpSpec.Misuse m : s.spec().misuses()) {
            f.compare("refusing '" + m.says() + "'", refused(s, m));
        }
        new WrongInputs(s, f).tryAll();
        f.remark(named[0] + " with names");
    }

    private static int named(Subject s, Case c, Findings f) {
        int taken = 0;
        List<TensorType> bound = c.node().inputTypes();
        for (long length : lengths(bound)) {
            String name = "n" + length;
            Map<String, Long> back = new TreeMap<>(Map.of(name, length));
            List<TensorType> in = bound.stream().map(t -> t.withShape(named(t.shape(), length, name))).toList();
            Attributes attributes = c.node().attributes().map(v -> v instanceof Shape shape ? named(shape, length, name) : v);
            try {
                List<TensorType> out = s.op().infer(in, attributes, "");
                List<TensorType> later = out.stream().map(t -> t.bind(back)).toList();
                f.require(later.equals(c.node().outputTypes()), c.place(), () -> "with " + name + " for " + length
                        + " inferred " + out + ", bound to " + later + ", but the numbers give " + c.node().outputTypes());
                taken++;
            } catch (EspalierException e) {
                // A rule may need the number, for example to cut it into equal parts.
                continue;
            }
        }
        return taken;
    }

    private static Shape named(Shape shape, long length, String name) {
        List<Dim> dims = new ArrayList<>();
        shape.dims().forEach(d -> dims.add(d.equals(Dim.of(length)) ? Dim.of(name) : d));
        return Shape.of(dims);
    }

    private static SortedSet<Long> lengths(List<TensorType> types) {
        SortedSet<Long> lengths = new TreeSet<>();
        types.forEach(t -> t.shape().dims().stream().filter(d -> d.length() > 1).forEach(d -> lengths.add(d.length())));
        return lengths;
    }

    private static String refused(Subject s, OpSpec.Misuse m) {
        try {
            return "took " + m.inputs() + m.attributes() + " and gave " + s.op().infer(m.inputs(), m.attributes(), "a/b");
        } catch (EspalierException e) {
            String text = e.getMessage();
            boolean good = text.startsWith("[" + s.op().id() + "]") && text.endsWith("at a/b") && text.contains(m.says());
            return good ? null : "the message should begin with the op, say '" + m.says() + "' and end with the place, but is: "
                    + text;
        } catch (RuntimeException e) {
            return "threw " + e + " instead of an IllegalArgumentException that says what does not fit";
        }
    }
}
