package org.espalier.cpu.conv.winograd;

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

/** A node of one of the three ops with normal data, and its kernel whether it pays or not. */
final class WinogradCase {
    private static final Registry REGISTRY = Registry.discover();
    private static final int BEFORE = 5;

    final Node node;
    private final TileGrid grid;
    private final Buffer[] inputs;

    private WinogradCase(String op, TileGrid grid, Attributes attributes, Shape... shapes) {
        List<TensorType> types = Arrays.stream(shapes).map(s -> new TensorType(DType.F32, s)).toList();
        TensorType result = REGISTRY.op(op).infer(types, attributes, "").get(0);
        List<Node.Edge> in = IntStream.range(0, types.size()).mapToObj(i -> new Node.Edge(i, types.get(i))).toList();
        this.node = new Node(REGISTRY.op(op), attributes, in, List.of(new Node.Edge(9, result)), "");
        this.grid = grid;
        this.inputs = IntStream.range(0, shapes.length).mapToObj(i -> {
            // Somewhere within a larger array, as a plan has it.
            int size = Math.toIntExact(shapes[i].size());
            return new Buffer(DType.F32, Bits.normal(size + 7, i + 1), 3 + i, size);
        }).toArray(Buffer[]::new);
    }

    /** The convolution, without a bias and with one, and the gradients of its input and weight. */
    static List<WinogradCase> all(Shape x, Shape w, Attributes a) {
        TensorType y = REGISTRY.op("Conv").infer(List.of(new TensorType(DType.F32, x), new TensorType(DType.F32, w)), a, "").get(0);
        TileGrid grid = TileGrid.of(x, w, y.shape(), a);
        return List.of(new WinogradCase("Conv", grid, a, x, w), new WinogradCase("Conv", grid, a, x, w, Shape.of(w.dim(0))),
                new WinogradCase("ConvInputGrad", grid, a.with("shape", x), y.shape(), w),
                new WinogradCase("ConvWeightGrad", grid, a.with("shape", w), x, y.shape()));
    }

    Kernel kernel(Arithmetic arithmetic, WorkerPool pool) {
        return switch (node.op().id()) {
            case "Conv" -> new TileConvolution(grid, false, arithmetic, pool);
            case "ConvInputGrad" -> new TileConvolution(grid.transposed(), true, arithmetic, pool);
            default -> new TileWeightGrad(grid, arithmetic, pool);
        };
    }

    private int size() {
        return Math.toIntExact(node.output().type().shape().size());
    }

    /** An array that holds a result and something around it. */
    float[] place() {
        float[] place = new float[size() + 2 * BEFORE];
        Arrays.fill(place, 7);
        return place;
    }

    /** A call that can be made again and again; scratch memory holds no numbers at first. */
    Runnable call(Kernel kernel, float[] place) {
        Buffer[] outputs = new Buffer[1 + kernel.scratch().size()];
        outputs[0] = new Buffer(DType.F32, place, BEFORE, size());
        for (int i = 1; i < outputs.length; i++) {
            int length = Math.toIntExact(kernel.scratch().get(i - 1).shape().size());
            float[] memory = new float[length + 2];
            Arrays.fill(memory, Float.NaN);
            outputs[i] = new Buffer(DType.F32, memory, 1, length);
        }
        return () -> kernel.run(inputs, outputs);
    }

    /** What the reference backend computes, in the same place. */
    float[] reference() {
        try (Engine engine = Engine.create(REGISTRY, Engine.REFERENCE, 1)) {
            float[] place = place();
            Kernel kernel = engine.reference().kernel(node).orElseThrow();
            Buffer[] outputs = new Buffer[1 + kernel.scratch().size()];
            outputs[0] = new Buffer(DType.F32, place, BEFORE, size());
            for (int i = 1; i < outputs.length; i++) {
                outputs[i] = Buffer.allocate(kernel.scratch().get(i - 1));
            }
            kernel.run(inputs, outputs);
            return place;
        }
    }

    @Override
    public String toString() {
        return node.op().id() + node.inputTypes() + node.attributes();
    }
}
