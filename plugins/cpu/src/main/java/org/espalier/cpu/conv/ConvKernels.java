package org.espalier.cpu.conv;

import java.util.Map;
import org.espalier.backend.Kernel;
import org.espalier.backend.KernelFactory;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/** The kernels of convolution and its two gradients, by the id of the op. */
public final class ConvKernels {
    private ConvKernels() {}

    /** All of them. */
    public static Map<String, KernelFactory> of(Arithmetic arithmetic, WorkerPool pool) {
        return Map.of(
                "Conv", node -> of(node, node.input(0).type(), node.input(1).type(), node.output().type(),
                        shape -> new ForwardKernel(shape, arithmetic, pool)),
                "ConvInputGrad", node -> of(node, node.output().type(), node.input(1).type(), node.input(0).type(),
                        shape -> ColumnGradKernel.pays(shape) ? new ColumnGradKernel(shape, arithmetic, pool)
                                : new InputGradKernel(shape, arithmetic, pool)),
                "ConvWeightGrad", node -> of(node, node.input(0).type(), node.output().type(), node.input(1).type(),
                        shape -> ChannelsLastWeightGrad.pays(shape) ? new ChannelsLastWeightGrad(shape, arithmetic, pool)
                                : new WeightGradKernel(shape, arithmetic, pool)));
    }

    @FunctionalInterface
    private interface Maker {
        Kernel make(ConvShape shape);
    }

    /** The kernel of a node, given the types of Conv's input, weight and output; none for other dtypes, and where there is nothing to do. */
    private static Kernel of(Node node, TensorType x, TensorType w, TensorType y, Maker maker) {
        boolean empty = node.output().type().shape().size() == 0 || x.shape().length(0) == 0;
        return x.dtype() != DType.F32 || empty ? null
                : maker.make(ConvShape.of(x.shape(), w.shape(), y.shape(), node.attributes()));
    }
}
