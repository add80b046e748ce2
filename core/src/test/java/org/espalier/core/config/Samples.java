package org.espalier.core.config;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import org.espalier.core.registry.Registry;
import org.espalier.plugin.Plugin;
import org.espalier.plugin.Registrar;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** Records as a plugin would have them, none of them public, and registries with them. */
final class Samples {
    private Samples() {}

    /** What plugins implement. */
    interface Part {}

    /** Another kind of part, as a loss is none of the layers. */
    interface Other {}

    enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "like grass";
            }
        }
    }

    record Plain(int units, Part inner, boolean bias) implements Part {
        Plain {
            if (units < 1) {
                throw new IllegalArgumentException("[Plain] units must be at least 1, but is " + units);
            }
        }
    }

    record Leaf() implements Part {}

    record Stack(List<Part> parts) implements Part {}

    record Unlisted(int n) implements Part {}

    record Stranger(double rate) implements Other {}

    record Taken(String type, String version, int _type) implements Part {}

    record Arrays(int[] values) implements Part {}

    record Everything(
            int i, Integer boxedInt, long l, Long boxedLong, float f, Float boxedFloat, double d, Double boxedDouble,
            boolean b, Boolean boxedBoolean, String text, Colour colour, DType dtype, Dim dim, Shape shape,
            TensorType tensorType, Tensor tensor, List<Double> doubles, List<List<String>> nested,
            Map<String, Long> map, Map<String, ? extends Part> parts, Part part, List<Colour> colours)
            implements Part {}

    static final Everything SIMPLE = new Everything(1, null, 2, 3L, 4.5f, null, 6.25, 7.0, true, false, "t", Colour.GREEN,
            DType.I64, Dim.of("batch"), Shape.of(2, 3), TensorType.of(DType.F32, 4), Tensor.of(new float[] {0.1f, -0f}),
            List.of(1.0, 2.0), List.of(List.of("a"), List.of()), Map.of("k", 9L), Map.of("p", new Leaf()), new Leaf(),
            List.of(Colour.RED));

    /** A plugin of an id and version that registers what it is told to. */
    record TestPlugin(String id, String version, Map<String, Record> types) implements Plugin {
        @Override
        public int spiVersion() {
            return SPI_VERSION;
        }

        @Override
        public void register(Registrar registrar) {
            registrar.lookup(MethodHandles.lookup());
            types.forEach(registrar::component);
        }
    }

    static Registry registry() {
        return Registry.builder()
                .add(new TestPlugin("acme.parts", "1.2", Map.of("Plain", new Plain(8, new Leaf(), true), "Leaf", new Leaf(),
                        "Stack", new Stack(List.of()), "Stranger", new Stranger(0.5), "Taken", new Taken("a", "b", 0),
                        "Arrays", new Arrays(new int[0]), "Everything", SIMPLE)))
                .build();
    }
}
