package org.espalier.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.espalier.plugin.API;

/** The lengths of all axes of a tensor, outermost first; a scalar has none. Immutable. */
@API(status = API.Status.STABLE, since = "0.1")
public final class Shape {
    private static final Shape SCALAR = new Shape(List.of());
    private final List<Dim> dims;

    private Shape(List<Dim> dims) {
        for (Dim d : dims) {
            if (d.isKnown() && d.length() < 0) {
                throw new IllegalArgumentException("a shape cannot have the negative length " + d + " in " + dims);
            }
        }
        this.dims = List.copyOf(dims);
    }

    /** The shape of a single number: no axes. */
    public static Shape scalar() {
        return SCALAR;
    }

    /** A shape of known lengths. */
    public static Shape of(long... lengths) {
        return new Shape(Arrays.stream(lengths).mapToObj(Dim::of).toList());
    }

    /** A shape of dims. */
    public static Shape of(Dim... dims) {
        return new Shape(List.of(dims));
    }

    /** A shape of dims. */
    public static Shape of(List<Dim> dims) {
        return new Shape(dims);
    }

    /** The number of axes. */
    public int rank() {
        return dims.size();
    }

    /** All dims, outermost first. */
    public List<Dim> dims() {
        return dims;
    }

    /** The dim of an axis; negative axes count from the end. */
    public Dim dim(int axis) {
        return dims.get(axis(axis));
    }

    /** The axis as a number from 0, for an axis that may count from the end. */
    public int axis(int axis) {
        if (axis < -rank() || axis >= rank()) {
            throw new IllegalArgumentException("axis " + axis + " is not within the " + rank() + " axes of " + this);
        }
        return axis < 0 ? axis + rank() : axis;
    }

    /** The length of an axis, which must be known. */
    public long length(int axis) {
        return dim(axis).length();
    }

    /** Whether every dim is a number. */
    public boolean isKnown() {
        return dims.stream().allMatch(Dim::isKnown);
    }

    /** The number of elements as a dim, known or not. */
    public Dim count() {
        Dim product = Dim.of(1);
        for (Dim d : dims) {
            product = product.times(d);
        }
        return product;
    }

    /** The number of elements; every dim must be known. */
    public long size() {
        return count().length();
    }

    /** The lengths of all axes; every dim must be known. */
    public long[] lengths() {
        return dims.stream().mapToLong(Dim::length).toArray();
    }

    /** This shape with one dim replaced. */
    public Shape with(int axis, Dim dim) {
        List<Dim> copy = new ArrayList<>(dims);
        copy.set(axis(axis), dim);
        return new Shape(copy);
    }

    /** This shape without one axis. */
    public Shape without(int axis) {
        List<Dim> copy = new ArrayList<>(dims);
        copy.remove(axis(axis));
        return new Shape(copy);
    }

    /** This shape with a dim inserted before the axis (0..rank). */
    public Shape insert(int axis, Dim dim) {
        List<Dim> copy = new ArrayList<>(dims);
        copy.add(axis, dim);
        return new Shape(copy);
    }

    /** The dims of this shape followed by the others. */
    public Shape concat(Shape other) {
        List<Dim> copy = new ArrayList<>(dims);
        copy.addAll(other.dims);
        return new Shape(copy);
    }

    /** The dims from one axis (inclusive) to another (exclusive). */
    public Shape slice(int from, int to) {
        return new Shape(dims.subList(from, to));
    }

    /** This shape with names replaced by numbers; names that are not bound stay. */
    public Shape bind(Map<String, Long> binding) {
        return isKnown() ? this : new Shape(dims.stream().map(d -> d.bind(binding)).toList());
    }

    /**
     * The shape that NumPy broadcasting gives for both: aligned at the last axis, equal or 1. A name never equals a
     * number other than 1 or another name.
     *
     * @throws IllegalArgumentException naming both shapes where they do not fit
     */
    public static Shape broadcast(Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        List<Dim> result = new ArrayList<>();
        for (int i = rank; i > 0; i--) {
            Dim x = i <= a.rank() ? a.dim(-i) : Dim.of(1);
            Dim y = i <= b.rank() ? b.dim(-i) : Dim.of(1);
            if (!x.equals(y) && !x.equals(Dim.of(1)) && !y.equals(Dim.of(1))) {
                throw new IllegalArgumentException("shapes " + a + " and " + b + " do not broadcast (" + x + " ≠ " + y
                        + " at axis -" + i + ")");
            }
            result.add(x.equals(Dim.of(1)) ? y : x);
        }
        return new Shape(result);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Shape s && dims.equals(s.dims);
    }

    @Override
    public int hashCode() {
        return dims.hashCode();
    }

    /** For example {@code [batch,128]}. */
    @Override
    public String toString() {
        return dims.stream().map(Dim::toString).collect(Collectors.joining(",", "[", "]"));
    }
}
