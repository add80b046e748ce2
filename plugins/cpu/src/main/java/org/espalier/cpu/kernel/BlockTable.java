package org.espalier.cpu.kernel;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.espalier.backend.BlockFactory;
import org.espalier.backend.BlockFunction;
import org.espalier.cpu.arith.Blocks;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;

/** The block functions of the built-in element-wise ops, by the id of the op. */
public final class BlockTable {
    private final Map<String, BlockFactory> table = new TreeMap<>();

    private BlockTable(Blocks blocks) {
        arithmetic(blocks);
        functions(blocks);
        logic(blocks);
    }

    /** The table for one form of arithmetic. */
    public static Map<String, BlockFactory> of(Blocks blocks) {
        return Collections.unmodifiableMap(new BlockTable(blocks).table);
    }

    /** Whether a node is over f32 elements and truth values alone, which is what block functions know. */
    static boolean fits(Node node) {
        return node.outputs().size() == 1
                && isReal(node.output().type().dtype())
                && node.inputs().stream().allMatch(e -> isReal(e.type().dtype()));
    }

    private static boolean isReal(DType dtype) {
        return dtype == DType.F32 || dtype == DType.BOOL;
    }

    private void put(String opId, Supplier<BlockFunction> block) {
        table.put(opId, node -> fits(node) ? block.get() : null);
    }

    private void arithmetic(Blocks blocks) {
        put("Add", blocks::add);
        put("Sub", blocks::sub);
        put("Mul", blocks::mul);
        put("Div", blocks::div);
        put("Pow", blocks::pow);
        put("Max", blocks::max);
        put("Min", blocks::min);
        put("Neg", blocks::neg);
        put("Abs", blocks::abs);
        put("Sign", blocks::sign);
    }

    private void functions(Blocks blocks) {
        put("Exp", blocks::exp);
        put("Log", blocks::log);
        put("Sqrt", blocks::sqrt);
        put("Reciprocal", blocks::reciprocal);
        put("Erf", blocks::erf);
        put("Relu", blocks::relu);
        put("Sigmoid", blocks::sigmoid);
        put("Tanh", blocks::tanh);
        put("Softplus", blocks::softplus);
        put("Softsign", blocks::softsign);
        table.put("LeakyRelu", node -> !fits(node) ? null
                : blocks.leakyRelu((float) node.attributes().doubleValue("alpha")));
        table.put("Clip", node -> !fits(node) ? null : blocks.clip(
                (float) node.attributes().doubleValue("min", Double.NEGATIVE_INFINITY),
                (float) node.attributes().doubleValue("max", Double.POSITIVE_INFINITY)));
    }

    private void logic(Blocks blocks) {
        put("Equal", blocks::equal);
        put("Greater", blocks::greater);
        put("Less", blocks::less);
        put("And", blocks::and);
        put("Or", blocks::or);
        put("Not", blocks::not);
        put("Where", blocks::where);
        table.put("Cast", node -> !fits(node) ? null
                : node.output().type().dtype() == DType.BOOL ? blocks.truth() : blocks.copy());
    }
}
