package org.espalier.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.graph.Attributes;
import org.espalier.graph.Graph;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;

/**
 * Computes lengths within the file: each name is read off a declared input that carries it, once, and expressions
 * become integer arithmetic on i64 vectors of one element.
 */
final class Dims implements Dim.Arithmetic<Dims.Length> {
    private static final String SCOPE = "dims";

    private final Emitter emitter;
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, Length> lengths = new HashMap<>();
    private final Map<Dim, Length> expressions = new HashMap<>();
    private final Map<String, String> inputShapes = new HashMap<>();
    private final Map<Shape, String> shapes = new HashMap<>();

    /** An axis of a declared input. */
    private record Place(String input, int axis) {}

    /**
     * The name of an i64 vector of one element.
     *
     * @param natural whether it is known not to be negative
     */
    record Length(String name, boolean natural) {}

    Dims(Emitter emitter, List<Graph.Port> inputs) {
        this.emitter = emitter;
        for (Graph.Port p : inputs) {
            List<Dim> dims = p.type().shape().dims();
            for (int axis = 0; axis < dims.size(); axis++) {
                if (OnnxTypes.isName(dims.get(axis))) {
                    places.putIfAbsent(dims.get(axis).toString(), new Place(p.name(), axis));
                }
            }
        }
    }

    /** The name of an i64 vector that holds the shape. */
    String shape(Shape shape) {
        if (shape.isKnown()) {
            return emitter.constant(Tensor.of(shape.lengths()));
        }
        String known = shapes.get(shape);
        if (known == null) {
            known = computed(shape);
            shapes.put(shape, known);
        }
        return known;
    }

    private String computed(Shape shape) {
        List<String> parts = new ArrayList<>();
        List<Long> run = new ArrayList<>();
        for (Dim d : shape.dims()) {
            if (d.isKnown()) {
                run.add(d.length());
            } else {
                flush(run, parts);
                parts.add(length(d).name());
            }
        }
        flush(run, parts);
        return parts.size() == 1 ? parts.get(0) : node("Concat", "shape", Attributes.of("axis", 0), parts.toArray(String[]::new));
    }

    private Length length(Dim dim) {
        Length known = expressions.get(dim);
        if (known == null) {
            known = dim.in(this);
            expressions.put(dim, known);
        }
        return known;
    }

    private void flush(List<Long> run, List<String> parts) {
        if (!run.isEmpty()) {
            parts.add(emitter.constant(Tensor.of(run.stream().mapToLong(n -> n).toArray())));
            run.clear();
        }
    }

    @Override
    public Length number(long number) {
        return new Length(emitter.constant(Tensor.of(new long[] {number})), number >= 0);
    }

    @Override
    public Length name(String name) {
        Length known = lengths.get(name);
        if (known == null) {
            Place place = places.get(name);
            if (place == null) {
                throw new IllegalArgumentException("the length '" + name + "' is an axis of none of the declared inputs, so a file "
                        + "cannot compute it; give an input an axis of that name");
            }
            String shape = inputShapes.computeIfAbsent(place.input(), in -> node("Shape", in, Attributes.none(), in));
            String index = emitter.constant(Tensor.of(new long[] {place.axis()}));
            known = new Length(node("Gather", name, Attributes.of("axis", 0), shape, index), true);
            lengths.put(name, known);
        }
        return known;
    }

    @Override
    public Length plus(Length a, Length b) {
        return new Length(node("Add", "sum", Attributes.none(), a.name(), b.name()), a.natural() && b.natural());
    }

    @Override
    public Length times(Length a, Length b) {
        return new Length(node("Mul", "product", Attributes.none(), a.name(), b.name()), a.natural() && b.natural());
    }

    @Override
    public Length floorDiv(Length numerator, Length denominator) {
        Length dividend = numerator;
        if (!numerator.natural()) {
            // ONNX's Div cuts towards zero; without the remainder, which has the divisor's sign, both are the same.
            String rest = node("Mod", "rest", Attributes.none(), numerator.name(), denominator.name());
            dividend = new Length(node("Sub", "difference", Attributes.none(), numerator.name(), rest), false);
        }
        return new Length(node("Div", "quotient", Attributes.none(), dividend.name(), denominator.name()),
                numerator.natural() && denominator.natural());
    }

    private String node(String opType, String hint, Attributes attributes, String... inputs) {
        String out = emitter.name(SCOPE + "/" + hint);
        emitter.write(SCOPE, opType, List.of(inputs), List.of(out), attributes);
        return out;
    }
}
