package org.acme.espalier;

import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.op.Op;
import org.espalier.op.Trait;
import org.espalier.tensor.Tensor;

/**
 * The op {@code acme.BentIdentity}: y = (√(x² + 1) − 1)/2 + x, with a kernel, a gradient rule, an ONNX form and a block
 * function of its own, and no decomposition.
 */
final class BentIdentity {
    static final Op OP = Op.define("acme.BentIdentity", (in, attributes) -> {
        if (in.size() != 1 || !in.get(0).dtype().isFloating()) {
            throw new IllegalArgumentException("takes one input of f32 or f64, but was given " + in);
        }
        return in;
    })
            // dy/dx = x / (2·√(x² + 1)) + 1
            .vjp((ops, attributes, in, out, cotangents) -> {
                var x = in.get(0);
                var slope = x.div(x.square().add(1).sqrt().mul(2)).add(1);
                return List.of(cotangents.get(0).mul(slope));
            })
            .onnx(BentIdentity::write)
            .traits(Trait.ELEMENTWISE)
            .build();

    private BentIdentity() {}

    static Kernel kernel(Node node) {
        return BentIdentity::run;
    }

    private static void run(Buffer[] inputs, Buffer[] outputs) {
        for (int i = 0; i < inputs[0].length(); i++) {
            double x = inputs[0].getDouble(i);
            outputs[0].setDouble(i, (StrictMath.sqrt(x * x + 1) - 1) / 2 + x);
        }
    }

    static void block(float[][] in, int[] offsets, float[] out, int outOffset, int n) {
        float[] x = in[0];
        int from = offsets[0];
        for (int i = 0; i < n; i++) {
            double v = x[from + i];
            out[outOffset + i] = (float) ((Math.sqrt(v * v + 1) - 1) / 2 + v);
        }
    }

    private static void write(Node node, OnnxTarget target) {
        String x = target.inputs().get(0);
        String one = target.constant(Tensor.scalar(node.output().type().dtype(), 1));
        String half = target.constant(Tensor.scalar(node.output().type().dtype(), 0.5));
        String square = step(target, "Mul", "square", x, x);
        String sum = step(target, "Add", "sum", square, one);
        String root = target.intermediate("root");
        target.node("Sqrt", List.of(sum), List.of(root), Attributes.none());
        String less = step(target, "Sub", "less", root, one);
        String bend = step(target, "Mul", "bend", less, half);
        target.node("Add", List.of(bend, x), target.outputs(), Attributes.none());
    }

    private static String step(OnnxTarget target, String op, String name, String a, String b) {
        String out = target.intermediate(name);
        target.node(op, List.of(a, b), List.of(out), Attributes.none());
        return out;
    }
}
