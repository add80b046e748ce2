package org.espalier.core.op.structure;

import static org.espalier.core.op.rule.Gradients.unary;
import static org.espalier.core.op.rule.TypeRules.ALL;
import static org.espalier.op.Trait.CONSTANT;
import static org.espalier.op.Trait.ELEMENTWISE;
import static org.espalier.op.Trait.VIEW;

import java.util.Collections;
import java.util.List;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.Readings;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.export.OnnxMapping;
import org.espalier.op.Op;

/** Constants, conversions and the op that does nothing. */
public final class BasicOps {
    private BasicOps() {}

    /** Attribute {@code value}: the tensor. */
    static final Op VALUE = Op.define("Constant", (in, attributes) -> {
        TypeRules.count(in, 0);
        return List.of(attributes.tensor("value").type());
    })
            .notDifferentiable()
            // Of every dtype in every opset: files hold constants as initializers.
            .onnx(OnnxMapping.same("Constant", "value"))
            .reading(ConstantReading.READING)
            .traits(CONSTANT)
            .build();

    static final Op IDENTITY = Op.define("Identity", TypeRules.unary(ALL))
            .vjp(unary((x, y, c) -> c))
            .onnx(Onnx.all(1, "Identity"))
            .reading(Readings.plain())
            .traits(VIEW)
            .build();

    /** Attribute {@code to}: the dtype. To integers by cutting off, to bool by "not 0". */
    static final Op CAST = Op.define("Cast", (in, attributes) -> {
        TypeRules.count(in, 1);
        return List.of(in.get(0).withDType(attributes.dtype("to")));
    })
            .vjp((ops, attributes, in, out, c) -> Collections.singletonList(
                    out.get(0).dtype().isFloating() && in.get(0).dtype().isFloating()
                            ? c.get(0).cast(in.get(0).dtype())
                            : null))
            .onnx(Onnx.all(6, OnnxMapping.same("Cast", "to")))
            .reading(node -> List.of(node.ops().cast(node.input(0), node.dtype("to"))))
            .traits(ELEMENTWISE)
            .build();

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(VALUE, IDENTITY, CAST);
    }
}
