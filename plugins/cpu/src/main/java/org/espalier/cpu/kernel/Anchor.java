package org.espalier.cpu.kernel;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.arith.Blocks;
import org.espalier.cpu.gemm.GemmShape;
import org.espalier.graph.Node;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * A matrix product that may begin a region: the product itself and what its node adds to it.
 *
 * @param product the product
 * @param type the type of the result
 * @param alpha what the product is multiplied with
 * @param beta what the addend is multiplied with
 * @param addend the type of the third input, which is added, or null
 */
record Anchor(Product product, TensorType type, float alpha, float beta, TensorType addend) {

    /** What makes an anchor of a node, by the id of the op; null for nodes that are none. */
    static Map<String, Function<Node, Anchor>> table() {
        return Map.of("MatMul", Anchor::matmul, "Gemm", Anchor::gemm);
    }

    private static Anchor matmul(Node node) {
        if (!CpuBackend.isF32(node.output().type())) {
            return null;
        }
        Product product = Product.matmul(node.input(0).type().shape(), node.input(1).type().shape());
        return new Anchor(product, node.output().type(), 1, 0, null);
    }

    private static Anchor gemm(Node node) {
        if (!CpuBackend.isF32(node.output().type())) {
            return null;
        }
        boolean transA = node.attributes().flag("transA");
        boolean transB = node.attributes().flag("transB");
        Shape a = node.input(0).type().shape();
        Shape y = node.output().type().shape();
        GemmShape shape = GemmShape.dense(Math.toIntExact(y.length(0)), Math.toIntExact(y.length(1)),
                Math.toIntExact(a.length(transA ? 0 : 1)), transA, transB);
        return new Anchor(Product.single(shape), node.output().type(),
                (float) node.attributes().doubleValue("alpha", 1), (float) node.attributes().doubleValue("beta", 1),
                node.inputs().size() < 3 ? null : node.input(2).type());
    }

    /** Adds to a region what the node does with the product; the answer is the cell of its result. */
    int steps(RegionBuilder region, int[] inputs, Blocks blocks) {
        int result = region.product();
        if (alpha != 1) {
            result = region.step(blocks.mul(), result, region.constant(alpha));
        }
        if (addend != null) {
            int c = region.source(inputs[2], addend);
            if (beta != 1) {
                c = region.step(blocks.mul(), c, region.constant(beta));
            }
            result = region.step(blocks.add(), result, c);
        }
        return result;
    }

    /** The steps of the node alone, or null where the product is the result. */
    Region epilogue(Arithmetic arithmetic) {
        if (alpha == 1 && addend == null) {
            return null;
        }
        RegionBuilder region = new RegionBuilder(type.shape(), arithmetic.chains());
        int result = steps(region, new int[] {0, 1, 2}, arithmetic.blocks());
        return region.build(List.of(result), List.of(type));
    }
}
