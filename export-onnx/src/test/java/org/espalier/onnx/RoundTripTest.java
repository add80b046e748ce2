package org.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.espalier.core.engine.Engine;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was exported and imported again computes the same, to the bit, and its batch is still open. */
class RoundTripTest {
    private static final Registry REGISTRY = Registry.discover();

    /** A network whose shapes depend on the batch, with weights, constants, an integer and a truth value among its values. */
    private static Exporting network() {
        Exporting e = new Exporting();
        Value x = e.input("image", DType.F32, Exporting.BATCH, Dim.of(3), Dim.of(4));
        Value flat = x.reshape(Shape.of(Exporting.BATCH, Dim.of(12)));
        Value hidden = flat.matmul(e.weight("hidden/weight", random(1, 12, 6))).add(e.weight("hidden/bias", random(2, 6)));
        Value bent = e.graph.leakyRelu(hidden, 0.01).clip(-0.5, 2);
        Value rows = bent.reshape(Shape.of(Exporting.BATCH.times(2), Dim.of(3)));
        Value centered = rows.sub(rows.mean(true, 1)).reshape(Shape.of(Exporting.BATCH, Dim.of(2), Dim.of(3))).transpose(0, 2, 1);
        Value part = e.graph.slice(centered, new long[] {2}, new long[] {Integer.MIN_VALUE}, new int[] {1}, new long[] {-2});
        Value joined = e.graph.concat(1, java.util.List.of(part, part.expand(Shape.of(Exporting.BATCH, Dim.of(2), Dim.of(2)))));
        Value best = e.graph.argMax(joined.sum(false, 2), 1, false);
        Value hot = e.graph.oneHot(best, 4, DType.F32);
        return e.output("scores", hot.mul(joined.sum(false, 2)).logSoftmax(1))
                .output("best", best)
                .output("positive", hidden.greater(0));
    }

    private static Tensor random(long seed, long... shape) {
        TensorType type = TensorType.of(DType.F32, shape);
        return Tensor.rounded(type, new Random(seed).doubles(type.shape().size(), -1, 1).toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11, 13, 17, 18, 21})
    void computesTheSame(int opset) {
        Exporting e = network();
        ImportedModel original = new ImportedModel("original", e.source().graph(), new java.util.TreeMap<>(e.source().weights()),
                new java.util.TreeSet<>(), opset, new java.util.TreeMap<>());
        byte[] file = e.model(o -> o.opset(opset)).toByteArray();
        ImportedModel imported = OnnxImport.of(REGISTRY).read(file);
        assertThat(imported.opset()).isEqualTo(opset);
        assertThat(imported.inputs()).singleElement().satisfies(p -> {
            assertThat(p.name()).isEqualTo("image");
            assertThat(p.type()).isEqualTo(e.source().graph().input("image").type());
        });
        assertThat(imported.graph().outputs().stream().map(p -> p.name() + p.type()))
                .containsExactlyElementsOf(e.source().graph().outputs().stream().map(p -> p.name() + p.type()).toList());
        try (Engine engine = Engine.create(REGISTRY, Engine.REFERENCE, 1)) {
            for (int batch : new int[] {1, 3}) {
                Map<String, Tensor> in = Map.of("image", random(batch, batch, 3, 4));
                assertThat(imported.run(engine, in)).isEqualTo(original.run(engine, in));
            }
        }
    }
}
