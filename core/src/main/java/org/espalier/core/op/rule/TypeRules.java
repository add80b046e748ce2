package org.espalier.core.op.rule;

import static org.espalier.tensor.DType.BOOL;
import static org.espalier.tensor.DType.F32;
import static org.espalier.tensor.DType.F64;
import static org.espalier.tensor.DType.I32;
import static org.espalier.tensor.DType.I64;
import static org.espalier.tensor.DType.U8;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.espalier.op.Op;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/** What type rules share: checks with their messages, and the rules that many ops have in common. */
public final class TypeRules {
    /** The dtypes that have gradients. */
    public static final Set<DType> FLOATING = Set.copyOf(EnumSet.of(F32, F64));
    /** The dtypes with a sign. */
    public static final Set<DType> SIGNED = Set.copyOf(EnumSet.of(F32, F64, I32, I64));
    /** The dtypes that can be calculated with. */
    public static final Set<DType> NUMERIC = Set.copyOf(EnumSet.of(F32, F64, I32, I64, U8));
    /** The dtypes that can index. */
    public static final Set<DType> INDEX = Set.copyOf(EnumSet.of(I32, I64));
    /** Truth values alone. */
    public static final Set<DType> LOGICAL = Set.of(BOOL);
    /** Everything. */
    public static final Set<DType> ALL = Set.copyOf(EnumSet.allOf(DType.class));

    private TypeRules() {}

    /** The same type as the one input. */
    public static Op.TypeRule unary(Set<DType> dtypes) {
        return (in, attributes) -> {
            count(in, 1);
            dtype(dtypes, "input", in.get(0));
            return List.of(in.get(0));
        };
    }

    /** The broadcast shape of two inputs of one dtype. */
    public static Op.TypeRule binary(Set<DType> dtypes) {
        return (in, attributes) -> List.of(broadcast(in, dtypes));
    }

    /** Truth values in the broadcast shape of two inputs of one dtype. */
    public static Op.TypeRule comparison(Set<DType> dtypes) {
        return (in, attributes) -> List.of(broadcast(in, dtypes).withDType(BOOL));
    }

    private static TensorType broadcast(List<TensorType> in, Set<DType> dtypes) {
        count(in, 2);
        sameDType(in.get(0), in.get(1));
        dtype(dtypes, "lhs", in.get(0));
        return in.get(0).withShape(Shape.broadcast(in.get(0).shape(), in.get(1).shape()));
    }

    /** Requires a number of inputs. */
    public static void count(List<TensorType> in, int wanted) {
        require(in.size() == wanted, "it takes " + inputs(wanted) + ", but was given " + in.size() + ": " + in);
    }

    /** Requires a number of inputs within bounds. */
    public static void count(List<TensorType> in, int least, int most) {
        require(in.size() >= least && in.size() <= most,
                "it takes " + least + " to " + most + " inputs, but was given " + in.size() + ": " + in);
    }

    private static String inputs(int n) {
        return n + (n == 1 ? " input" : " inputs");
    }

    /** Requires one of some dtypes. */
    public static void dtype(Set<DType> allowed, String name, TensorType type) {
        require(allowed.contains(type.dtype()), name + " must be " + allowed.stream().sorted().map(DType::toString)
                .collect(Collectors.joining(" or ")) + ", but is " + type);
    }

    /** Requires that both inputs of a binary op have one dtype. */
    public static void sameDType(TensorType a, TensorType b) {
        sameDType("lhs", a, "rhs", b);
    }

    /** Requires that two inputs have one dtype. */
    public static void sameDType(String nameOfA, TensorType a, String nameOfB, TensorType b) {
        require(a.dtype() == b.dtype(), nameOfA + " " + a + " and " + nameOfB + " " + b
                + " must have the same dtype (" + a.dtype() + " ≠ " + b.dtype() + "); cast one of them");
    }

    /** Requires a number of axes. */
    public static void rank(int rank, String name, TensorType type) {
        require(type.shape().rank() == rank, name + " must have " + rank + (rank == 1 ? " axis" : " axes") + ", but is "
                + type);
    }

    /** Axes from 0, in the order given, each at most once; all of them where none are given. */
    public static int[] axes(Shape shape, int[] axes) {
        int[] result = axes.length == 0
                ? IntStream.range(0, shape.rank()).toArray()
                : IntStream.of(axes).map(shape::axis).toArray();
        require(IntStream.of(result).distinct().count() == result.length,
                "the axes " + IntStream.of(axes).boxed().toList() + " name an axis of " + shape + " twice");
        return result;
    }

    /** Throws what {@link Op#infer} completes with the op's id and path. */
    public static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
