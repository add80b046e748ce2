package org.espalier.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * Works out integers that a file computes from the shapes of its values, where some lengths are only names: the chains of
 * Shape, Gather, Concat and arithmetic that exporters write before Reshape. Each op that can occur in one has a rule here.
 */
final class Lengths {
    /** Shapes are short; larger vectors of integers are data. */
    private static final int LONGEST = 64;

    /** The elements that an op gives, or null where they cannot be worked out. */
    @FunctionalInterface
    private interface Rule {
        List<Dim> apply(Lengths lengths, Node node);
    }

    private static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("Shape", (lengths, n) -> n.input(0).type().shape().dims()),
            Map.entry("Size", (lengths, n) -> List.of(n.input(0).type().shape().count())),
            Map.entry("Add", arithmetic(Dim::plus)),
            Map.entry("Sub", arithmetic(Dim::minus)),
            Map.entry("Mul", arithmetic(Dim::times)),
            Map.entry("Div", arithmetic(Dim::floorDiv)),
            Map.entry("Mod", arithmetic((a, b) -> a.minus(a.floorDiv(b).times(b)))),
            Map.entry("ReduceProd", (lengths, n) -> n.output().type().shape().size() != 1 ? null
                    : List.of(Shape.of(lengths.input(n, 0)).count())),
            Map.entry("Cast", (lengths, n) -> n.output().type().dtype().isInteger() ? lengths.input(n, 0) : null),
            Map.entry("Gather", moves(1)),
            Map.entry("Slice", moves(1)),
            Map.entry("Concat", moves(Integer.MAX_VALUE)),
            Map.entry("Identity", moves(1)),
            Map.entry("Reshape", moves(1)),
            Map.entry("Squeeze", moves(1)),
            Map.entry("Unsqueeze", moves(1)),
            Map.entry("Flatten", moves(1)),
            Map.entry("Expand", moves(1)),
            Map.entry("Transpose", moves(1)));

    private final Knowledge knowledge;

    Lengths(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /** Numbers as dims. */
    static List<Dim> numbers(Tensor t) {
        return LongStream.of(t.toLongs()).mapToObj(Dim::of).toList();
    }

    /** The elements of an edge, if all of them turn out to be numbers. */
    Optional<Tensor> known(Node.Edge edge) {
        if (knowledge.knows(edge)) {
            return Optional.of(knowledge.value(edge));
        }
        return of(edge).filter(dims -> dims.stream().allMatch(Dim::isKnown)).map(dims -> Tensor.of(
                new TensorType(DType.I64, edge.type().shape()), dims.stream().mapToLong(Dim::length).toArray())
                .to(edge.type().dtype()));
    }

    /** The elements of an edge, where they can be worked out. */
    Optional<List<Dim>> of(Node.Edge edge) {
        if (!edge.type().dtype().isInteger() || !edge.type().shape().isKnown() || edge.type().shape().size() > LONGEST) {
            return Optional.empty();
        }
        if (knowledge.knows(edge)) {
            return Optional.of(numbers(knowledge.value(edge)));
        }
        Node n = knowledge.definition(edge);
        Rule rule = n == null ? null : RULES.get(n.op().id());
        return rule == null ? Optional.empty() : Optional.ofNullable(rule.apply(this, n));
    }

    private List<Dim> input(Node n, int i) {
        return of(n.input(i)).orElse(null);
    }

    /** Element by element, where both inputs have as many elements as the output or one. */
    private static Rule arithmetic(BinaryOperator<Dim> function) {
        return (lengths, n) -> {
            List<Dim> a = lengths.input(n, 0);
            List<Dim> b = lengths.input(n, 1);
            int size = (int) n.output().type().shape().size();
            if (a == null || b == null || !fits(a, size) || !fits(b, size)) {
                return null;
            }
            return IntStream.range(0, size).mapToObj(i -> function.apply(a.get(i % a.size()), b.get(i % b.size()))).toList();
        };
    }

    private static boolean fits(List<Dim> part, int size) {
        return part.size() == size || part.size() == 1;
    }

    /** The first inputs' elements, wherever the op puts them: it is run on their positions in a list. */
    private static Rule moves(int inputs) {
        return (lengths, n) -> {
            List<Dim> all = new ArrayList<>();
            List<Tensor> arguments = new ArrayList<>();
            for (int i = 0; i < n.inputs().size(); i++) {
                List<Dim> elements = lengths.input(n, i);
                if (elements == null || (i >= inputs && !elements.stream().allMatch(Dim::isKnown))) {
                    return null;
                }
                int from = all.size();
                LongStream numbers = i < inputs
                        ? LongStream.range(from, from + elements.size())
                        : elements.stream().mapToLong(Dim::length);
                if (i < inputs) {
                    all.addAll(elements);
                }
                TensorType type = n.input(i).type();
                arguments.add(Tensor.of(type.withDType(DType.I64), numbers.toArray()).to(type.dtype()));
            }
            return LongStream.of(lengths.knowledge.run(n, arguments).get(0).toLongs()).mapToObj(p -> all.get((int) p)).toList();
        };
    }
}
