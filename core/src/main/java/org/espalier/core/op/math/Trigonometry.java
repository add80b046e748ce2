package org.espalier.core.op.math;

import static org.espalier.core.op.rule.Gradients.unary;
import static org.espalier.core.op.rule.TypeRules.FLOATING;
import static org.espalier.op.Trait.ELEMENTWISE;

import java.util.List;
import org.espalier.core.op.rule.Gradients;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.Readings;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Value;
import org.espalier.op.Op;

/**
 * Trigonometric and hyperbolic functions and their inverses, in radians; NaN where an inverse is not defined. Derivatives
 * with 1 - x² and x² - 1 in them take the product of 1 - x and 1 + x, which does not cancel near ±1.
 */
public final class Trigonometry {
    private Trigonometry() {}

    static final Op SIN = function("Sin", 7, (x, y, c) -> c.mul(x.cos()));

    static final Op COS = function("Cos", 7, (x, y, c) -> c.mul(x.sin()).neg());

    static final Op TAN = function("Tan", 7, (x, y, c) -> c.mul(y.square().add(1)));

    static final Op ASIN = function("Asin", 7, (x, y, c) -> c.div(oneMinusSquare(x).sqrt()));

    static final Op ACOS = function("Acos", 7, (x, y, c) -> c.div(oneMinusSquare(x).sqrt()).neg());

    static final Op ATAN = function("Atan", 7, (x, y, c) -> c.div(x.square().add(1)));

    static final Op SINH = function("Sinh", 9, (x, y, c) -> c.mul(x.ops().cosh(x)));

    static final Op COSH = function("Cosh", 9, (x, y, c) -> c.mul(x.ops().sinh(x)));

    static final Op ASINH = function("Asinh", 9, (x, y, c) -> c.div(x.square().add(1).sqrt()));

    static final Op ACOSH = function("Acosh", 9, (x, y, c) -> c.div(x.sub(1).mul(x.add(1)).sqrt()));

    static final Op ATANH = function("Atanh", 9, (x, y, c) -> c.div(oneMinusSquare(x)));

    private static Value oneMinusSquare(Value x) {
        return x.constant(1).sub(x).mul(x.add(1));
    }

    private static Op function(String id, int opset, Gradients.Unary gradient) {
        return Op.define(id, TypeRules.unary(FLOATING))
                .vjp(unary(gradient))
                .onnx(Onnx.floating(opset, id))
                .reading(Readings.plain())
                .traits(ELEMENTWISE)
                .build();
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, ASINH, ACOSH, ATANH);
    }
}
