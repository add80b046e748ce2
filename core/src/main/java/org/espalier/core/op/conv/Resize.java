package org.espalier.core.op.conv;

import static org.espalier.core.op.rule.TypeRules.ALL;
import static org.espalier.core.op.rule.TypeRules.FLOATING;

import java.util.Arrays;
import java.util.List;
import org.espalier.core.op.rule.Onnx;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Op;
import org.espalier.op.Ops;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * Axes resized by interpolation, one independently of the other: each element is a weighted sum of few of the axis before.
 * Attributes as in ONNX: {@code mode} (nearest, linear, cubic), {@code scales} or {@code sizes} for the {@code axes}, all
 * where those are left out, {@code coordinate_transformation_mode}, {@code nearest_mode}, {@code cubic_coeff_a},
 * {@code exclude_outside}, {@code roi} and {@code extrapolation_value} (for tf_crop_and_resize),
 * {@code keep_aspect_ratio_policy}.
 */
public final class Resize {
    private Resize() {}

    static final Op OP = Op.define("Resize", (in, attributes) -> {
        TypeRules.count(in, 1);
        boolean moves = Interpolation.of(attributes) == Interpolation.NEAREST;
        TypeRules.dtype(moves ? ALL : FLOATING, "input", in.get(0));
        return List.of(in.get(0).withShape(Resizing.of(in.get(0).shape(), attributes).output(in.get(0).shape())));
    })
            .decomposition((ops, in, attributes) -> List.of(resized(ops, in.get(0), attributes)))
            .onnx(Onnx.needing(ResizeForms::opset, Onnx.all(10, ResizeForms::write)))
            .reading(ResizeForms::read)
            .reading("Upsample", ResizeForms::readUpsample)
            .build();

    private static Value resized(Ops ops, Value x, Attributes attributes) {
        List<Taps> taps = Resizing.of(x.shape(), attributes).taps(x.shape());
        Value y = ops.identity(x);
        for (int axis = 0; axis < x.rank(); axis++) {
            Taps t = taps.get(axis);
            if (!t.isIdentity(Math.toIntExact(x.dim(axis).length()))) {
                y = resized(ops, y, axis, t, attributes.doubleValue("extrapolation_value", 0));
            }
        }
        return y;
    }

    private static Value resized(Ops ops, Value x, int axis, Taps taps, double beyond) {
        Value sum = null;
        for (int k = 0; k < taps.elements().length; k++) {
            Value elements = ops.gather(x, ops.constant(Tensor.of(taps.elements()[k])), axis);
            Value part = taps.moves() ? elements : elements.mul(column(ops, x, axis, taps.weights()[k]));
            sum = sum == null ? part : sum.add(part);
        }
        if (!taps.leaves()) {
            return sum;
        }
        double[] outside = new double[taps.outside().length];
        Arrays.setAll(outside, i -> taps.outside()[i] ? 1 : 0);
        Value leaves = column(ops, x, axis, outside).cast(DType.BOOL);
        return ops.where(leaves, ops.scalar(x.dtype(), beyond), sum);
    }

    /** Numbers along an axis, shaped so that they broadcast to x. */
    private static Value column(Ops ops, Value x, int axis, double[] numbers) {
        Shape shape = Shape.of(numbers.length);
        for (int i = axis + 1; i < x.rank(); i++) {
            shape = shape.insert(1, Dim.of(1));
        }
        return ops.constant(Tensor.rounded(new TensorType(x.dtype(), shape), numbers));
    }

    /** The ops of this table. */
    public static List<Op> all() {
        return List.of(OP);
    }
}
