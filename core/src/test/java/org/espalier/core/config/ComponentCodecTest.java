package org.espalier.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.core.config.Samples.Everything;
import org.espalier.core.config.Samples.Leaf;
import org.espalier.core.config.Samples.Part;
import org.espalier.core.config.Samples.Plain;
import org.espalier.core.config.Samples.Stack;
import org.espalier.core.config.Samples.Taken;
import org.espalier.plugin.ModelFormatException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;

class ComponentCodecTest {
    private final ComponentCodec codec = new ComponentCodec(Samples.registry());

    @Test
    void aRecordNamesItsPluginAndTypeAndBearsItsComponents() {
        assertThat(JsonText.write(codec.write(new Plain(10, new Leaf(), false)))).isEqualTo("""
                {
                  "type": "acme.parts:Plain",
                  "version": "1.2",
                  "units": 10,
                  "inner": {"type": "acme.parts:Leaf", "version": "1.2"},
                  "bias": false
                }
                """);
    }

    @Test
    void everyTypeOfComponentHasItsForm() {
        assertThat(JsonText.write(codec.write(Samples.SIMPLE))).isEqualTo("""
                {
                  "type": "acme.parts:Everything",
                  "version": "1.2",
                  "i": 1,
                  "boxedInt": null,
                  "l": 2,
                  "boxedLong": 3,
                  "f": 4.5,
                  "boxedFloat": null,
                  "d": 6.25,
                  "boxedDouble": 7.0,
                  "b": true,
                  "boxedBoolean": false,
                  "text": "t",
                  "colour": "GREEN",
                  "dtype": "i64",
                  "dim": "batch",
                  "shape": [2, 3],
                  "tensorType": {"dtype": "f32", "shape": [4]},
                  "tensor": {"dtype": "f32", "shape": [2], "values": [0.1, -0.0]},
                  "doubles": [1.0, 2.0],
                  "nested": [["a"], []],
                  "map": {"k": 9},
                  "parts": {"p": {"type": "acme.parts:Leaf", "version": "1.2"}},
                  "part": {"type": "acme.parts:Leaf", "version": "1.2"},
                  "colours": ["RED"]
                }
                """);
        assertThat(codec.read(codec.write(Samples.SIMPLE), Everything.class, "x")).isEqualTo(Samples.SIMPLE);
    }

    @Test
    void aComponentThatTheFileLacksIsTheDefault() {
        Json old = JsonText.parse("{\"type\": \"acme.parts:Plain\", \"version\": \"0.9\", \"units\": 3}");
        assertThat(codec.read(old, Part.class, "x")).isEqualTo(new Plain(3, new Leaf(), true));
    }

    @Test
    void componentsWithTheNamesOfTheTagsAreKeptApartFromThem() {
        Taken taken = new Taken("x", "y", 5);
        Json.Obj json = codec.write(taken);
        assertThat(json.members().keySet()).containsExactly("type", "version", "_type", "_version", "__type");
        assertThat(codec.read(json, Taken.class, "x")).isEqualTo(taken);
    }

    @Test
    void readListsCannotBeChangedAndMayHoldNulls() {
        Json json = JsonText.parse("{\"type\": \"acme.parts:Stack\", \"version\": \"1\", \"parts\": [null]}");
        List<Part> parts = codec.read(json, Stack.class, "x").parts();
        assertThat(parts).containsExactly((Part) null).isUnmodifiable();
    }

    @Test
    void anIntegerIsAcceptedWhereADoubleIsDeclared() {
        Json json = JsonText.parse("{\"type\": \"acme.parts:Stranger\", \"version\": \"1\", \"rate\": 2}");
        assertThat(codec.read(json, Samples.Stranger.class, "x").rate()).isEqualTo(2.0);
    }

    private static Everything holding(Tensor tensor) {
        Everything e = Samples.SIMPLE;
        return new Everything(e.i(), e.boxedInt(), e.l(), e.boxedLong(), e.f(), e.boxedFloat(), e.d(), e.boxedDouble(), e.b(),
                e.boxedBoolean(), e.text(), e.colour(), e.dtype(), e.dim(), e.shape(), e.tensorType(), tensor, e.doubles(),
                e.nested(), e.map(), e.parts(), e.part(), e.colours());
    }

    @Test
    void largeTensorsStandBesideTheJson() {
        Tensor large = Tensor.full(TensorType.of(DType.F64, 300, 300), 0.1);
        Map<String, Tensor> beside = new TreeMap<>();
        Json.Obj json = codec.write(new Stack(List.of(holding(large), Samples.SIMPLE)), "network", beside);
        assertThat(beside).isEqualTo(Map.of("network/parts[0]/tensor", large));
        assertThat(json.require("parts", "").asList("").get(0).asObject("").get("tensor")).isEqualTo(JsonText.parse("""
                {"dtype": "f64", "shape": [300, 300], "tensor": "network/parts[0]/tensor"}"""));
        assertThat(codec.read(json, Stack.class, "network", beside))
                .isEqualTo(new Stack(List.of(holding(large), Samples.SIMPLE)));
        assertThatThrownBy(() -> codec.read(json, Stack.class, "network")).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("the tensor 'network/parts[0]/tensor' is not there, at network/parts[0]/tensor");
        assertThatThrownBy(() -> codec.read(json, Stack.class, "network", Map.of("network/parts[0]/tensor", Tensor.of(new double[3]))))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("must be f64[300,300], but is f64[3]");
    }
}
