package org.espalier.core.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.core.engine.Engine;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Node;
import org.espalier.graph.WorkedGraph;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Examples from courses, worked out by hand. */
class BackpropagationTest {
    private static final Engine ENGINE = Engine.create(Registry.discover(), Engine.REFERENCE, 1);

    private static Map<String, Double> numbers(Object... namesAndNumbers) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (int i = 0; i < namesAndNumbers.length; i += 2) {
            numbers.put((String) namesAndNumbers[i], ((Number) namesAndNumbers[i + 1]).doubleValue());
        }
        return numbers;
    }

    /** What flows along the edge that a node of this op defines, and the derivative by it. */
    private static List<Double> at(WorkedGraph g, String op) {
        Node.Edge e = g.graph().nodes().stream().filter(n -> n.op().id().equals(op)).findFirst().orElseThrow().output();
        return List.of(g.value(e).getDouble(0), g.derivative(e).orElseThrow().getDouble(0));
    }

    @Test
    void sumTimesFactor() {
        WorkedGraph f = Backpropagation.ofNumbers(ENGINE, numbers("x", -2, "y", 5, "z", -4),
                v -> v.get("x").add(v.get("y")).mul(v.get("z")));
        assertThat(f.value()).isEqualTo(-12);
        assertThat(at(f, "Add")).containsExactly(3.0, -4.0);
        assertThat(at(f, "Mul")).containsExactly(-12.0, 1.0);
        assertThat(f.derivative("x").getDouble(0)).isEqualTo(-4);
        assertThat(f.derivative("y").getDouble(0)).isEqualTo(-4);
        assertThat(f.derivative("z").getDouble(0)).isEqualTo(3);
    }

    /** What a value gets back from several consumers is summed: f = x² y + y. */
    @Test
    void severalConsumers() {
        WorkedGraph f = Backpropagation.ofNumbers(ENGINE, numbers("x", 3, "y", 4, "unused", 1),
                v -> v.get("x").mul(v.get("x")).mul(v.get("y")).add(v.get("y")));
        assertThat(f.value()).isEqualTo(40);
        assertThat(f.derivative("x").getDouble(0)).isEqualTo(24);
        assertThat(f.derivative("y").getDouble(0)).isEqualTo(10);
        assertThat(f.graph().inputs()).hasSize(2);
    }

    /** mean(3 (x + 2)²): the gradient of (x + 2)² · 3 is ¼ everywhere; constants have no derivative. */
    @Test
    void ofTensors() {
        WorkedGraph f = Backpropagation.of(ENGINE, Map.of("x", Tensor.of(new double[] {1, 2, 3, 4}, 2, 2)),
                v -> v.get("x").add(2).square().mul(3).mean());
        assertThat(f.value()).isEqualTo(64.5);
        assertThat(f.derivative("x").toDoubles()).containsExactly(4.5, 6, 7.5, 9);
        Node.Edge tripled = f.graph().nodes().stream().filter(n -> n.op().id().equals("Mul")).reduce((a, b) -> b).orElseThrow()
                .output();
        assertThat(f.derivative(tripled).orElseThrow().toDoubles()).containsOnly(0.25);
        assertThat(f.graph().nodes().stream().filter(n -> n.op().id().equals("Constant")))
                .isNotEmpty().allMatch(n -> f.derivative(n.output()).isEmpty());
    }

    @Test
    void theResultIsANumber() {
        assertThatThrownBy(() -> Backpropagation.of(ENGINE, Map.of("x", Tensor.of(new double[] {1, 2})), v -> v.get("x")))
                .hasMessageContaining("a gradient is taken of a scalar, but this is f64[2]");
    }
}
