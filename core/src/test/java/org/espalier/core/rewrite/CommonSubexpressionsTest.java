package org.espalier.core.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.BinaryOperator;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Graph;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** What is the same with its operands swapped is computed once, anything else is not. */
class CommonSubexpressionsTest {
    private static final Registry REGISTRY = Registry.discover();

    /** How many nodes are left of an op applied to two inputs and, once more, to the same two the other way round. */
    private static int nodes(BinaryOperator<Value> op) {
        GraphBuilder b = REGISTRY.graphBuilder();
        Value x = b.input("x", TensorType.of(DType.F32, 3, 3));
        Value y = b.input("y", TensorType.of(DType.F32, 3, 3));
        Graph g = b.buildOf(List.of(op.apply(x, y), op.apply(y, x)));
        return new CommonSubexpressions().apply(REGISTRY.graphBuilder(), g).nodes().size();
    }

    @Test
    void sumsProductsAndExtremesAreTheSameEitherWay() {
        assertThat(nodes(Value::add)).isEqualTo(1);
        assertThat(nodes(Value::mul)).isEqualTo(1);
        assertThat(nodes((x, y) -> x.ops().apply1("Max", x, y))).isEqualTo(1);
        assertThat(nodes(Value::equal)).isEqualTo(1);
    }

    @Test
    void differencesQuotientsPowersAndMatrixProductsAreNot() {
        assertThat(nodes(Value::sub)).isEqualTo(2);
        assertThat(nodes(Value::div)).isEqualTo(2);
        assertThat(nodes(Value::pow)).isEqualTo(2);
        assertThat(nodes(Value::matmul)).isEqualTo(2);
        assertThat(nodes(Value::less)).isEqualTo(2);
    }
}
