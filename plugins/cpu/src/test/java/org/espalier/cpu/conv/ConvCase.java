package org.espalier.cpu.conv;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.core.engine.Engine;
import org.espalier.core.registry.Registry;
import org.espalier.cpu.Bits;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/** A node of one of the three ops with data, which any backend can run. */
final class ConvCase {
    static final Registry REGISTRY = Registry.discover();

    final Node node;
    private final Buffer[] inputs;

    private ConvCase(String op, Attributes attributes, Shape... shapes) {
        List<TensorType> types = Arrays.stream(shapes).map(s -> new TensorType(DType.F32, s)).toList();
        List<TensorType> results = REGISTRY.op(op).infer(types, attributes, "");
        List<Node.Edge> in = IntStream.range(0, types.size())
                .mapToObj(i -> new Node.Edge(i, types.get(i))).toList();
        this.node = new Node(REGISTRY.op(op), attributes, in, List.of(new Node.Edge(9, results.get(0))), "");
        this.inputs = new Buffer[shapes.length];
        for (int i = 0; i < shapes.length; i++) {
            // Somewhere within a larger array, as a plan has it.
            int size = Math.toIntExact(shapes[i].size());
            inputs[i] = new Buffer(DType.F32, Bits.normal(size + 7, i + 1), 3 + i, size);
        }
    }

    /** The convolution of a shape, with a bias or without, and the gradients of its input and weight. */
    static List<ConvCase> all(Shape x, Shape w, Attributes a) {
        ConvCase forward = new ConvCase("Conv", a, x, w);
        Shape y = forward.node.output().type().shape();
        return List.of(forward, new ConvCase("Conv", a, x, w, Shape.of(w.dim(0))),
                new ConvCase("ConvInputGrad", a.with("shape", x), y, w),
                new ConvCase("ConvWeightGrad", a.with("shape", w), x, y));
    }

    Buffer input(int i) {
        return inputs[i];
    }

    Kernel kernel(Arithmetic arithmetic, WorkerPool pool) {
        return ConvKernels.of(arithmetic, pool).get(node.op().id()).create(node);
    }

    /** A call, again and again, with its buffers filled with something that is no number. */
    Runnable call(Kernel kernel, float[] result) {
        Buffer[] outputs = new Buffer[1 + kernel.scratch().size()];
        int size = Math.toIntExact(node.output().type().shape().size());
        outputs[0] = new Buffer(DType.F32, result, 5, size);
        for (int i = 1; i < outputs.length; i++) {
            outputs[i] = Buffer.allocate(kernel.scratch().get(i - 1));
            if (outputs[i].dtype() == DType.F32) {
                Arrays.fill(outputs[i].f32(), Float.NaN);
            }
        }
        return () -> kernel.run(inputs, outputs);
    }

    float[] run(Kernel kernel, int times) {
        float[] result = new float[Math.toIntExact(node.output().type().shape().size()) + 10];
        Runnable call = call(kernel, result);
        for (int i = 0; i < times; i++) {
            call.run();
        }
        return result;
    }

    float[] reference() {
        try (Engine engine = Engine.create(REGISTRY, Engine.REFERENCE, 1)) {
            return run(engine.reference().kernel(node).orElseThrow(), 1);
        }
    }

    /** The number of products that each element of the result is the sum of, padding counted. */
    long terms() {
        // The second input is w [maps, channels, taps] for two of the ops, and g [batch, maps, positions] for the third.
        Shape shape = node.input(1).type().shape();
        return 1 + shape.size() / shape.length(node.op().id().equals("Conv") ? 0 : 1);
    }

    @Override
    public String toString() {
        return node.op().id() + node.inputTypes() + node.attributes();
    }
}
