package org.espalier.core.op.linalg;

import static org.espalier.core.op.rule.TypeRules.INDEX;
import static org.espalier.core.op.rule.TypeRules.SIGNED;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxMapping;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * Einstein's summation convention over any number of operands (attribute {@code equation}, see {@link EinsumEquation}):
 * operands are contracted from the left to the right, each pair by one matrix product. It is linear in every operand, and
 * so is what its decomposition gives as gradient.
 */
public final class Einsum {
    private Einsum() {}

    static final Op EINSUM = Op.define("Einsum", Einsum::type)
            .decomposition(Einsum::decompose)
            .onnx(new Mapping(Onnx.floating(12, OnnxMapping.same("Einsum", "equation")).and(12, INDEX)))
            .reading(node -> List.of(node.ops().einsum(node.attributes().string("equation"),
                    IntStream.range(0, node.inputs()).mapToObj(node::input).toArray(Value[]::new))))
            .build();

    /** ONNX infers no type where ellipses stand for different numbers of axes. */
    private record Mapping(OnnxMapping operator) implements OnnxMapping {
        @Override
        public void write(Node node, OnnxTarget target) {
            operator.write(node, target);
        }

        @Override
        public int sinceOpset() {
            return operator.sinceOpset();
        }

        @Override
        public int sinceOpset(Node node) {
            List<Shape> shapes = node.inputTypes().stream().map(TensorType::shape).toList();
            return equation(node.attributes(), shapes).ellipsesAreAlike() ? operator.sinceOpset(node) : Integer.MAX_VALUE;
        }
    }

    private static EinsumEquation equation(Attributes attributes, List<Shape> shapes) {
        return EinsumEquation.of(attributes.string("equation"), shapes.stream().map(Shape::rank).toList());
    }

    private static List<TensorType> type(List<TensorType> in, Attributes attributes) {
        TypeRules.require(!in.isEmpty(), "it takes at least 1 input, but was given none");
        TypeRules.dtype(SIGNED, "operand 0", in.get(0));
        for (int i = 1; i < in.size(); i++) {
            TypeRules.sameDType("operand 0", in.get(0), "operand " + i, in.get(i));
        }
        List<Shape> shapes = in.stream().map(TensorType::shape).toList();
        EinsumEquation e = equation(attributes, shapes);
        return List.of(in.get(0).withShape(EinsumEquation.shape(e.result(), e.lengths(shapes))));
    }

    /** A value whose axes bear labels. */
    private record Term(Value value, List<String> labels) {
        Term transposed(List<String> order) {
            int[] perm = order.stream().mapToInt(labels::indexOf).toArray();
            boolean still = IntStream.range(0, perm.length).allMatch(i -> perm[i] == i);
            return still ? this : new Term(value.transpose(perm), order);
        }

        /** The sum over axes whose label is not among some. */
        Term summed(Set<String> kept) {
            int[] gone = IntStream.range(0, labels.size()).filter(i -> !kept.contains(labels.get(i))).toArray();
            return gone.length == 0 ? this
                    : new Term(value.sum(false, gone), labels.stream().filter(kept::contains).toList());
        }

        /** The axes of length 1 left out that broadcasting makes longer. */
        Term squeezed(Map<String, Dim> lengths) {
            List<String> left = new ArrayList<>();
            for (int i = 0; i < labels.size(); i++) {
                if (value.dim(i).equals(lengths.get(labels.get(i)))) {
                    left.add(labels.get(i));
                }
            }
            return left.size() == labels.size() ? this : new Term(value.reshape(EinsumEquation.shape(left, lengths)), left);
        }

        /** The diagonal wherever two axes have the same label. */
        Term diagonal(Map<String, Dim> lengths) {
            for (int i = 0; i < labels.size(); i++) {
                int j = labels.lastIndexOf(labels.get(i));
                if (j > i) {
                    return diagonal(i, j, lengths.get(labels.get(i)).length()).diagonal(lengths);
                }
            }
            return this;
        }

        /** With both axes behind the others and joined to one, the diagonal is every (length + 1)-th element. */
        private Term diagonal(int i, int j, long length) {
            int[] others = IntStream.range(0, labels.size()).filter(a -> a != i && a != j).toArray();
            int[] perm = IntStream.concat(IntStream.of(others), IntStream.of(i, j)).toArray();
            Shape before = Shape.of(IntStream.of(others).mapToObj(value::dim).toList());
            Value square = value.transpose(perm).reshape(before.insert(others.length, Dim.of(length * length)));
            Value line = value.ops().slice(square, new long[] {0}, new long[] {length * length}, new int[] {others.length},
                    new long[] {length + 1});
            List<String> left = new ArrayList<>(IntStream.of(others).mapToObj(labels::get).toList());
            left.add(labels.get(i));
            return new Term(line, left);
        }
    }

    private static List<Value> decompose(Ops ops, List<Value> in, Attributes attributes) {
        List<Shape> shapes = in.stream().map(Value::shape).toList();
        EinsumEquation e = equation(attributes, shapes);
        Map<String, Dim> lengths = e.lengths(shapes);
        Term product = null;
        for (int i = 0; i < in.size(); i++) {
            Set<String> later = new LinkedHashSet<>(e.result());
            e.operands().subList(i + 1, in.size()).forEach(later::addAll);
            Set<String> here = new LinkedHashSet<>(later);
            if (product != null) {
                here.addAll(product.labels());
            }
            Term next = new Term(in.get(i), e.operands().get(i)).squeezed(lengths).diagonal(lengths).summed(here);
            product = product == null ? next : product(product, next, later, lengths);
        }
        return List.of(product.transposed(e.result()).value());
    }

    /** Summed over the labels that both have and nothing needs later. Labels that only one has are all needed. */
    private static Term product(Term a, Term b, Set<String> later, Map<String, Dim> lengths) {
        List<String> both = a.labels().stream().filter(b.labels()::contains).toList();
        List<String> batch = both.stream().filter(later::contains).toList();
        List<String> inner = both.stream().filter(label -> !later.contains(label)).toList();
        List<String> rows = a.labels().stream().filter(label -> !both.contains(label)).toList();
        List<String> columns = b.labels().stream().filter(label -> !both.contains(label)).toList();
        List<String> all = joined(batch, rows, columns);
        Value left = a.transposed(joined(batch, rows, inner)).value();
        Value right = b.transposed(joined(batch, inner, columns)).value();
        if (inner.isEmpty()) {
            Shape padded = Shape.of(left.shape().dims());
            for (int i = 0; i < columns.size(); i++) {
                padded = padded.insert(padded.rank(), Dim.of(1));
            }
            Shape spread = right.shape();
            for (int i = 0; i < rows.size(); i++) {
                spread = spread.insert(batch.size(), Dim.of(1));
            }
            return new Term(left.reshape(padded).mul(right.reshape(spread)), all);
        }
        Dim n = EinsumEquation.shape(inner, lengths).count();
        Dim height = EinsumEquation.shape(rows, lengths).count();
        Dim width = EinsumEquation.shape(columns, lengths).count();
        Shape stack = batch.isEmpty() ? Shape.scalar() : Shape.of(EinsumEquation.shape(batch, lengths).count());
        Value product = left.reshape(stack.concat(Shape.of(height, n))).matmul(right.reshape(stack.concat(Shape.of(n, width))));
        return new Term(product.reshape(EinsumEquation.shape(all, lengths)), all);
    }

    private static List<String> joined(List<String> first, List<String> second, List<String> third) {
        return Stream.of(first, second, third).flatMap(List::stream).toList();
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(EINSUM);
    }
}
