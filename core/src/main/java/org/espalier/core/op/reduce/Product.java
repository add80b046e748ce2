package org.espalier.core.op.reduce;

import static org.espalier.core.op.rule.TypeRules.SIGNED;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.tensor.Shape;

/**
 * The product over axes; see {@link ReductionRules} for these. Its gradient is the product of the other elements, by
 * multiplications alone, so that it and all its derivatives are right where elements are 0: the elements are multiplied
 * in pairs, the products again, and so on, and on the way back each is multiplied with its neighbour's product.
 */
public final class Product {
    private Product() {}

    static final Op PROD = Op.define("ReduceProd", ReductionRules.reduction(SIGNED))
            .vjp((ops, attributes, in, out, c) -> List.of(cotangent(in.get(0), c.get(0), attributes)))
            .onnx(ReductionRules.mapping("ReduceProd", 18))
            .reading(ReductionRules.reading())
            .build();

    private static Value cotangent(Value x, Value c, Attributes attributes) {
        Shape s = x.shape();
        if (s.size() == 0) {
            return x;
        }
        int[] axes = ReductionRules.axes(s, attributes);
        int[] perm = IntStream.concat(
                IntStream.range(0, s.rank()).filter(i -> IntStream.of(axes).noneMatch(a -> a == i)),
                IntStream.of(axes)).toArray();
        Value arranged = x.transpose(perm);
        long rows = c.shape().size();
        Value result = others(arranged.reshape(Shape.of(rows, s.size() / rows)), c.reshape(Shape.of(rows, 1)));
        int[] back = IntStream.range(0, perm.length).boxed().sorted((a, b) -> perm[a] - perm[b])
                .mapToInt(Integer::intValue).toArray();
        return result.reshape(arranged.shape()).transpose(back);
    }

    /** Half of the elements, and those that they are multiplied with. */
    private record Pairs(Value left, Value right) {}

    /** The product of the other elements of each row, times the row's cotangent. */
    private static Value others(Value rows, Value c) {
        Deque<Pairs> levels = new ArrayDeque<>();
        Value level = rows;
        while (level.dim(1).length() > 1) {
            long width = level.dim(1).length();
            Pairs p = new Pairs(columns(level, 0, width / 2), columns(level, width / 2, width / 2 * 2));
            levels.push(p);
            level = join(p.left().mul(p.right()), columns(level, width / 2 * 2, width));
        }
        Value result = c;
        for (Pairs p : levels) {
            long half = p.left().dim(1).length();
            Value ofProducts = columns(result, 0, half);
            result = join(join(ofProducts.mul(p.right()), ofProducts.mul(p.left())),
                    columns(result, half, result.dim(1).length()));
        }
        return result;
    }

    private static Value columns(Value rows, long from, long to) {
        return rows.ops().slice(rows, new long[] {from}, new long[] {to}, new int[] {1}, new long[] {1});
    }

    private static Value join(Value a, Value b) {
        return b.dim(1).length() == 0 ? a : a.ops().concat(1, List.of(a, b));
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(PROD);
    }
}
