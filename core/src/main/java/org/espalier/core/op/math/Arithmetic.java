package org.espalier.core.op.math;

import static org.espalier.core.op.rule.Gradients.binary;
import static org.espalier.core.op.rule.Gradients.unary;
import static org.espalier.core.op.rule.Gradients.where;
import static org.espalier.core.op.rule.TypeRules.INDEX;
import static org.espalier.core.op.rule.TypeRules.NUMERIC;
import static org.espalier.core.op.rule.TypeRules.SIGNED;
import static org.espalier.op.Trait.COMMUTATIVE;
import static org.espalier.op.Trait.ELEMENTWISE;
import static org.espalier.tensor.DType.U8;

import java.util.List;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.Readings;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxNode;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.tensor.DType;

/** Element-wise arithmetic with broadcasting. Integers wrap around; their quotient is cut towards 0. */
public final class Arithmetic {
    private Arithmetic() {}

    static final Op ADD = Op.define("Add", TypeRules.binary(NUMERIC))
            .vjp(binary((a, b, y, c) -> c, (a, b, y, c) -> c))
            .onnx(Onnx.floating(7, "Add").and(7, INDEX).and(14, U8))
            .reading(Readings.binary())
            .traits(ELEMENTWISE, COMMUTATIVE)
            .build();

    static final Op SUB = Op.define("Sub", TypeRules.binary(NUMERIC))
            .vjp(binary((a, b, y, c) -> c, (a, b, y, c) -> c.neg()))
            .onnx(Onnx.floating(7, "Sub").and(7, INDEX).and(14, U8))
            .reading(Readings.binary())
            .traits(ELEMENTWISE)
            .build();

    static final Op MUL = Op.define("Mul", TypeRules.binary(NUMERIC))
            .vjp(binary((a, b, y, c) -> c.mul(b), (a, b, y, c) -> c.mul(a)))
            .onnx(Onnx.floating(7, "Mul").and(7, INDEX).and(14, U8))
            .reading(Readings.binary())
            .traits(ELEMENTWISE, COMMUTATIVE)
            .build();

    static final Op DIV = Op.define("Div", TypeRules.binary(NUMERIC))
            .vjp(binary((a, b, y, c) -> c.div(b), (a, b, y, c) -> c.mul(y).div(b).neg()))
            .onnx(Onnx.floating(7, "Div").and(7, INDEX).and(14, U8))
            .reading(Readings.binary())
            .traits(ELEMENTWISE)
            .build();

    /**
     * a to the power of b. Where a is 0 the usual formulas give 0 times infinity; they are kept from it, so that the
     * derivative by a is 0 for b = 0, and the derivative by b is 0 for b at least 0.
     */
    static final Op POW = Op.define("Pow", TypeRules.binary(SIGNED))
            .vjp(binary(Arithmetic::powByBase, Arithmetic::powByExponent))
            .onnx(Onnx.floating(7, "Pow").and(12, INDEX))
            .reading(Arithmetic::readPow)
            .traits(ELEMENTWISE)
            .build();

    /**
     * In ONNX the exponent may be of another dtype than the base, whose dtype the power has. Integers to a real power are
     * computed as reals.
     */
    private static List<Value> readPow(OnnxNode node) {
        Value a = node.input(0);
        Value b = Readings.secondInput(node);
        if (a.dtype().isInteger() && b.dtype().isFloating()) {
            return List.of(a.cast(DType.F64).pow(b.cast(DType.F64)).cast(a.dtype()));
        }
        return List.of(a.pow(b.cast(a.dtype())));
    }

    private static Value powByBase(Value a, Value b, Value y, Value c) {
        Value both = a.equal(a.constant(0)).and(b.equal(b.constant(0)));
        Value exponent = a.ops().where(both, b, b.sub(1));
        return c.mul(b.mul(a.pow(exponent)));
    }

    private static Value powByExponent(Value a, Value b, Value y, Value c) {
        Value atZero = a.equal(a.constant(0)).and(b.less(0).not());
        return c.mul(y.mul(a.ops().where(atZero, a.constant(1), a).log()));
    }

    /** The larger one. Where both are equal, each gets half of the gradient; NaN wins over numbers. */
    static final Op MAX = Op.define("Max", TypeRules.binary(NUMERIC))
            .vjp(binary((a, b, y, c) -> chosen(a.greater(b), a, b, c), (a, b, y, c) -> chosen(a.less(b), a, b, c)))
            .onnx(Onnx.floating(8, "Max").and(12, INDEX).and(12, U8))
            .reading(Readings.folded())
            .traits(ELEMENTWISE, COMMUTATIVE)
            .build();

    /** The smaller one. Where both are equal, each gets half of the gradient; NaN wins over numbers. */
    static final Op MIN = Op.define("Min", TypeRules.binary(NUMERIC))
            .vjp(binary((a, b, y, c) -> chosen(a.less(b), a, b, c), (a, b, y, c) -> chosen(a.greater(b), a, b, c)))
            .onnx(Onnx.floating(8, "Min").and(12, INDEX).and(12, U8))
            .reading(Readings.folded())
            .traits(ELEMENTWISE, COMMUTATIVE)
            .build();

    private static Value chosen(Value wins, Value a, Value b, Value c) {
        return c.ops().where(a.equal(b), c.mul(0.5), where(wins, c));
    }

    static final Op NEG = Op.define("Neg", TypeRules.unary(SIGNED))
            .vjp(unary((x, y, c) -> c.neg()))
            .onnx(Onnx.floating(6, "Neg").and(6, INDEX))
            .reading(Readings.plain())
            .traits(ELEMENTWISE)
            .build();

    /** The derivative at 0 is 0. */
    static final Op ABS = Op.define("Abs", TypeRules.unary(NUMERIC))
            .vjp(unary((x, y, c) -> c.mul(x.sign())))
            .onnx(Onnx.floating(6, "Abs").and(6, INDEX).and(6, U8))
            .reading(Readings.plain())
            .traits(ELEMENTWISE)
            .build();

    /** -1, 0 or 1; its derivative is 0 everywhere. */
    static final Op SIGN = Op.define("Sign", TypeRules.unary(NUMERIC))
            .notDifferentiable()
            .onnx(Onnx.floating(9, "Sign").and(9, INDEX).and(9, U8))
            .reading(Readings.plain())
            .traits(ELEMENTWISE)
            .build();

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(ADD, SUB, MUL, DIV, POW, MAX, MIN, NEG, ABS, SIGN);
    }
}
