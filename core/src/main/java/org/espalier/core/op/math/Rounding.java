package org.espalier.core.op.math;

import static org.espalier.core.op.rule.Gradients.binary;
import static org.espalier.core.op.rule.TypeRules.FLOATING;
import static org.espalier.core.op.rule.TypeRules.INDEX;
import static org.espalier.core.op.rule.TypeRules.NUMERIC;
import static org.espalier.op.Trait.ELEMENTWISE;
import static org.espalier.tensor.DType.U8;

import java.util.List;
import java.util.Set;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.Readings;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxMapping;
import org.espalier.graph.Attributes;
import org.espalier.op.Op;
import org.espalier.tensor.TensorType;

/** Rounding to whole numbers, whose derivative is 0 everywhere; remainders and shifts. */
public final class Rounding {
    private Rounding() {}

    static final Op FLOOR = rounding("Floor", 6);

    static final Op CEIL = rounding("Ceil", 6);

    /** To the nearest whole number, the even one of two. */
    static final Op ROUND = rounding("Round", 11);

    private static Op rounding(String id, int opset) {
        return Op.define(id, TypeRules.unary(FLOATING))
                .notDifferentiable()
                .onnx(Onnx.floating(opset, id))
                .reading(Readings.plain())
                .traits(ELEMENTWISE)
                .build();
    }

    /**
     * The remainder. With {@code fmod} that of the quotient cut towards 0, with the sign of the dividend; without it that
     * of the quotient rounded down, with the sign of the divisor, which ONNX has for integers alone. A whole number of
     * divisors, where the value jumps, has the derivative of the side away from 0.
     */
    static final Op MOD = Op.define("Mod", Rounding::modType)
            .vjp(binary((a, b, y, c) -> c, (a, b, y, c) -> c.mul(a.sub(y).div(b).round()).neg()))
            .onnx(Onnx.floating(10, OnnxMapping.same("Mod", "fmod")).and(10, INDEX).and(10, U8))
            .reading(Readings.with("fmod", false))
            .traits(ELEMENTWISE)
            .build();

    private static List<TensorType> modType(List<TensorType> in, Attributes attributes) {
        boolean fmod = attributes.flag("fmod");
        List<TensorType> out = TypeRules.binary(NUMERIC).infer(in, attributes);
        TypeRules.require(fmod || !out.get(0).dtype().isFloating(), "the integer modulus takes integers, but lhs is "
                + in.get(0) + "; set fmod=true for the remainder with the sign of the dividend");
        return out;
    }

    /** By places of the second input, to the attribute {@code direction}, LEFT or RIGHT; zeros follow. */
    static final Op BIT_SHIFT = Op.define("BitShift", (in, attributes) -> {
        String direction = attributes.string("direction");
        TypeRules.require(direction.equals("LEFT") || direction.equals("RIGHT"),
                "direction must be LEFT or RIGHT, but is '" + direction + "'");
        return TypeRules.binary(Set.of(U8)).infer(in, attributes);
    })
            .notDifferentiable()
            .onnx(Onnx.all(11, OnnxMapping.same("BitShift", "direction")))
            .reading(node -> List.of(node.ops().apply1(
                    "BitShift", node.attributes().only(List.of("direction")), node.input(0), node.input(1))))
            .traits(ELEMENTWISE)
            .build();

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(FLOOR, CEIL, ROUND, MOD, BIT_SHIFT);
    }
}
