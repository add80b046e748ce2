package org.espalier.core.op.math;

import static org.espalier.core.op.rule.Gradients.where;
import static org.espalier.core.op.rule.Gradients.whereNot;
import static org.espalier.core.op.rule.TypeRules.ALL;
import static org.espalier.core.op.rule.TypeRules.FLOATING;
import static org.espalier.core.op.rule.TypeRules.INDEX;
import static org.espalier.core.op.rule.TypeRules.LOGICAL;
import static org.espalier.core.op.rule.TypeRules.NUMERIC;
import static org.espalier.op.Trait.COMMUTATIVE;
import static org.espalier.op.Trait.ELEMENTWISE;
import static org.espalier.tensor.DType.U8;

import java.util.Arrays;
import java.util.List;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.Readings;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxMapping;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/** Element-wise comparison, logic and selection. Every comparison with NaN is false. */
public final class Comparisons {
    private Comparisons() {}

    static final Op EQUAL = Op.define("Equal", TypeRules.comparison(ALL))
            .notDifferentiable()
            .onnx(Onnx.all(7, "Equal").and(11, FLOATING).and(11, U8))
            .reading(Readings.binary())
            .traits(ELEMENTWISE, COMMUTATIVE)
            .build();

    static final Op GREATER = Op.define("Greater", TypeRules.comparison(NUMERIC))
            .notDifferentiable()
            .onnx(Onnx.floating(7, "Greater").and(9, INDEX).and(9, U8))
            .reading(Readings.binary())
            .traits(ELEMENTWISE)
            .build();

    static final Op LESS = Op.define("Less", TypeRules.comparison(NUMERIC))
            .notDifferentiable()
            .onnx(Onnx.floating(7, "Less").and(9, INDEX).and(9, U8))
            .reading(Readings.binary())
            .traits(ELEMENTWISE)
            .build();

    static final Op GREATER_OR_EQUAL = Op.define("GreaterOrEqual", TypeRules.comparison(NUMERIC))
            .decomposition((ops, in, attributes) ->
                    List.of(in.get(0).greater(in.get(1)).or(in.get(0).equal(in.get(1)))))
            .notDifferentiable()
            .onnx(Onnx.floating(12, "GreaterOrEqual").and(12, INDEX).and(12, U8))
            .reading(Readings.plain())
            .traits(ELEMENTWISE)
            .build();

    static final Op LESS_OR_EQUAL = Op.define("LessOrEqual", TypeRules.comparison(NUMERIC))
            .decomposition((ops, in, attributes) ->
                    List.of(in.get(0).less(in.get(1)).or(in.get(0).equal(in.get(1)))))
            .notDifferentiable()
            .onnx(Onnx.floating(12, "LessOrEqual").and(12, INDEX).and(12, U8))
            .reading(Readings.plain())
            .traits(ELEMENTWISE)
            .build();

    /** NaN alone does not equal itself. */
    static final Op IS_NAN = Op.define("IsNaN", Comparisons::testType)
            .decomposition((ops, in, attributes) -> List.of(in.get(0).equal(in.get(0)).not()))
            .notDifferentiable()
            .onnx(Onnx.floating(9, "IsNaN"))
            .reading(Readings.plain())
            .traits(ELEMENTWISE)
            .build();

    /** Attributes {@code detect_negative} and {@code detect_positive}: which infinities count, by default both. */
    static final Op IS_INF = Op.define("IsInf", Comparisons::testType)
            .decomposition((ops, in, attributes) -> List.of(isInf(in.get(0), attributes)))
            .notDifferentiable()
            .onnx(Onnx.floating(10, OnnxMapping.same("IsInf", "detect_negative", "detect_positive")))
            .reading(Readings.with("detect_negative", true, "detect_positive", true))
            .traits(ELEMENTWISE)
            .build();

    private static List<TensorType> testType(List<TensorType> in, Attributes attributes) {
        return List.of(TypeRules.unary(FLOATING).infer(in, attributes).get(0).withDType(DType.BOOL));
    }

    private static Value isInf(Value x, Attributes attributes) {
        Value negative = x.equal(x.constant(Double.NEGATIVE_INFINITY));
        Value positive = x.equal(x.constant(Double.POSITIVE_INFINITY));
        if (!attributes.flag("detect_negative", true)) {
            // Nothing is less than itself.
            return attributes.flag("detect_positive", true) ? positive : x.less(x);
        }
        return attributes.flag("detect_positive", true) ? negative.or(positive) : negative;
    }

    static final Op NOT = Op.define("Not", TypeRules.unary(LOGICAL))
            .notDifferentiable()
            .onnx(Onnx.all(1, "Not"))
            .reading(Readings.plain())
            .traits(ELEMENTWISE)
            .build();

    static final Op AND = Op.define("And", TypeRules.comparison(LOGICAL))
            .notDifferentiable()
            .onnx(Onnx.all(7, "And"))
            .reading(Readings.binary())
            .traits(ELEMENTWISE, COMMUTATIVE)
            .build();

    static final Op OR = Op.define("Or", TypeRules.comparison(LOGICAL))
            .notDifferentiable()
            .onnx(Onnx.all(7, "Or"))
            .reading(Readings.binary())
            .traits(ELEMENTWISE, COMMUTATIVE)
            .build();

    static final Op XOR = Op.define("Xor", TypeRules.comparison(LOGICAL))
            .decomposition((ops, in, attributes) -> List.of(in.get(0).equal(in.get(1)).not()))
            .notDifferentiable()
            .onnx(Onnx.all(7, "Xor"))
            .reading(Readings.binary())
            .traits(ELEMENTWISE, COMMUTATIVE)
            .build();

    /** Inputs: condition (bool), then the value where it holds, then the value where it does not. */
    static final Op WHERE = Op.define("Where", Comparisons::whereType)
            .vjp((ops, attributes, in, out, c) -> Arrays.asList(
                    null, where(in.get(0), c.get(0)), whereNot(in.get(0), c.get(0))))
            .onnx(Onnx.all(9, Comparisons::writeWhere))
            .reading(Readings.plain())
            .traits(ELEMENTWISE)
            .build();

    private static List<TensorType> whereType(List<TensorType> in, Attributes attributes) {
        TypeRules.count(in, 3);
        TypeRules.dtype(LOGICAL, "condition", in.get(0));
        TypeRules.sameDType("the first value", in.get(1), "the second value", in.get(2));
        Shape values = Shape.broadcast(in.get(1).shape(), in.get(2).shape());
        return List.of(in.get(1).withShape(Shape.broadcast(in.get(0).shape(), values)));
    }

    /** ONNX Runtime does not select truth values; there it is (condition and a) or (not condition and b). */
    private static void writeWhere(Node node, OnnxTarget target) {
        if (node.output().type().dtype() != DType.BOOL) {
            target.node("Where", Attributes.none());
            return;
        }
        List<String> in = target.inputs();
        String not = target.intermediate("not");
        String first = target.intermediate("first");
        String second = target.intermediate("second");
        target.node("Not", List.of(in.get(0)), List.of(not), Attributes.none());
        target.node("And", List.of(in.get(0), in.get(1)), List.of(first), Attributes.none());
        target.node("And", List.of(not, in.get(2)), List.of(second), Attributes.none());
        target.node("Or", List.of(first, second), target.outputs(), Attributes.none());
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(EQUAL, GREATER, LESS, GREATER_OR_EQUAL, LESS_OR_EQUAL, IS_NAN, IS_INF, NOT, AND, OR, XOR, WHERE);
    }
}
