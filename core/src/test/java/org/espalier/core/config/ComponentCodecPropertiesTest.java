package org.espalier.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.espalier.core.config.Samples.Colour;
import org.espalier.core.config.Samples.Everything;
import org.espalier.core.config.Samples.Leaf;
import org.espalier.core.config.Samples.Part;
import org.espalier.core.config.Samples.Plain;
import org.espalier.core.config.Samples.Stack;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

class ComponentCodecPropertiesTest {
    private final ComponentCodec codec = new ComponentCodec(Samples.registry());

    @Property(tries = 200)
    void whatIsWrittenIsReadAsItWas(@ForAll("parts") Part part) {
        byte[] text = JsonText.write(codec.write(part)).getBytes(StandardCharsets.UTF_8);
        Part back = codec.read(JsonText.parse(text, "test"), Part.class, "test");
        assertThat(back).isEqualTo(part);
        assertThat(JsonText.write(codec.write(back))).isEqualTo(new String(text, StandardCharsets.UTF_8));
    }

    @Property(tries = 300)
    void dimsComeBack(@ForAll("dims") Dim dim) {
        assertThat(TensorJson.readDim(TensorJson.write(dim), "test")).isEqualTo(dim);
    }

    @Property(tries = 300)
    void tensorsComeBack(@ForAll("tensors") Tensor tensor) {
        Json json = JsonText.parse(JsonText.write(TensorJson.write(tensor)));
        assertThat(TensorJson.readTensor(json, "test")).isEqualTo(tensor);
    }

    @Provide
    Arbitrary<Part> parts() {
        return Arbitraries.lazyOf(
                () -> Arbitraries.of(new Leaf()),
                () -> Combinators.combine(Arbitraries.integers().greaterOrEqual(1), parts().injectNull(0.2),
                        Arbitraries.of(true, false)).as(Plain::new),
                () -> parts().list().ofMaxSize(3).map(Stack::new),
                this::everything);
    }

    private Arbitrary<Part> everything() {
        Arbitrary<Everything> numbers = Combinators.combine(
                Arbitraries.integers(), Arbitraries.longs(), floats(), doubles(), Arbitraries.strings().injectNull(0.1))
                .as((i, l, f, d, s) -> new Everything(i, null, l, l, f, f, d, d, true, null, s, Colour.GREEN, DType.F32,
                        Dim.of(1), Shape.scalar(), null, null, List.of(d), List.of(), Map.of(), Map.of(), null, List.of()));
        Arbitrary<Everything> rest = Combinators.combine(
                dims(), tensors(), doubles().list().ofMaxSize(5), Arbitraries.strings().list().ofMaxSize(3).list().ofMaxSize(3),
                Arbitraries.maps(Arbitraries.strings(), Arbitraries.longs()).ofMaxSize(4), parts(),
                Arbitraries.of(DType.class), Arbitraries.of(Colour.class).list().ofMaxSize(2))
                .as((dim, tensor, doubles, nested, map, part, dtype, colours) -> new Everything(1, 2, 3, null, 4, null, 5,
                        null, false, true, "", null, dtype, dim, tensor.shape().insert(0, Dim.of("n")), tensor.type(),
                        tensor, doubles, nested, map, Map.of("b", part, "a", new Leaf()), part, colours));
        return Arbitraries.oneOf(numbers, rest).map(e -> e);
    }

    /** All bit patterns but NaNs of other payloads, which Java does not tell apart either. */
    private static Arbitrary<Double> doubles() {
        return Arbitraries.oneOf(Arbitraries.longs().map(Double::longBitsToDouble).map(d -> d.isNaN() ? Double.NaN : d),
                Arbitraries.of(0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE));
    }

    private static Arbitrary<Float> floats() {
        return Arbitraries.oneOf(Arbitraries.integers().map(Float::intBitsToFloat).map(f -> f.isNaN() ? Float.NaN : f),
                Arbitraries.of(0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE));
    }

    @Provide
    Arbitrary<Dim> dims() {
        Arbitrary<Dim> numbers = Arbitraries.longs().between(-20, 1000).map(Dim::of);
        Arbitrary<Dim> names = Arbitraries.of("batch", "n", "floor", "_x1").map(Dim::of);
        return Arbitraries.lazyOf(() -> numbers, () -> names,
                () -> Combinators.combine(dims(), dims()).as(Dim::plus),
                () -> Combinators.combine(dims(), names).as(Dim::times),
                () -> Combinators.combine(dims(), numbers.filter(d -> d.length() != 0)).as(Dim::floorDiv),
                () -> Combinators.combine(dims(), names).as((a, b) -> a.floorDiv(b.plus(1))))
                .filter(d -> d.toString().length() <= 1000);
    }

    @Provide
    Arbitrary<Tensor> tensors() {
        Arbitrary<long[]> shapes = Arbitraries.longs().between(0, 4).array(long[].class).ofMaxSize(3);
        return Combinators.combine(Arbitraries.of(DType.class), shapes).flatAs((dtype, shape) -> {
            TensorType type = TensorType.of(dtype, shape);
            int size = (int) type.shape().size();
            return dtype == DType.I64
                    ? Arbitraries.longs().array(long[].class).ofSize(size).map(a -> Tensor.of(type, a))
                    : doubles().array(double[].class).ofSize(size).map(a -> Tensor.rounded(type, a));
        });
    }
}
