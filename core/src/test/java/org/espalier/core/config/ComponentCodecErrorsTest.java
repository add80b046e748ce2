package org.espalier.core.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.espalier.core.config.Samples.Colour;
import org.espalier.core.config.Samples.Leaf;
import org.espalier.core.config.Samples.Part;
import org.espalier.core.config.Samples.Plain;
import org.espalier.core.config.Samples.Stack;
import org.espalier.core.config.Samples.TestPlugin;
import org.espalier.core.config.Samples.Unlisted;
import org.espalier.core.registry.Registry;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.ModelFormatException;
import org.espalier.plugin.Plugin;
import org.espalier.plugin.PluginException;
import org.espalier.plugin.Registrar;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComponentCodecErrorsTest {
    private final ComponentCodec codec = new ComponentCodec(Samples.registry());

    private AbstractThrowableAssert<?, ?> assertWriteFails(Object component) {
        return assertThatThrownBy(() -> codec.write(component, "network/body"))
                .isInstanceOf(EspalierException.class);
    }

    private AbstractThrowableAssert<?, ?> assertReadFails(String json) {
        return assertThatThrownBy(() -> codec.read(JsonText.parse(json), Part.class, "network/body"))
                .isInstanceOf(ModelFormatException.class);
    }

    @Test
    void aLambdaIsNamedWhenItIsSaved() {
        interface Lambda extends Part {
            int f();
        }
        Lambda lambda = () -> 3;
        assertWriteFails(new Stack(List.of(new Leaf(), new Plain(1, lambda, true))))
                .hasMessageMatching("the component 'inner' of acme\\.parts:Plain is a lambda \\(\\S*Lambda\\S*\\), which"
                        + " cannot be saved, at network/body/parts\\[1]/inner; write it as a record and register that with"
                        + " a plugin \\(registrar\\.component\\)");
    }

    @Test
    void anUnregisteredRecordIsNamedWhenItIsSaved() {
        assertWriteFails(new Stack(List.of(new Unlisted(1)))).hasMessage("the component 'parts' of acme.parts:Stack is a "
                + Unlisted.class.getName() + ", which cannot be saved, at network/body/parts[0]; register this record with"
                + " a plugin (registrar.component)");
        assertWriteFails(new Unlisted(1)).hasMessageStartingWith("this is a " + Unlisted.class.getName());
    }

    @Test
    void anArrayIsNamedWhenItIsSaved() {
        assertWriteFails(new Samples.Arrays(new int[] {1})).hasMessageStartingWith(
                "the component 'values' of acme.parts:Arrays is a int[], which cannot be saved, at network/body/values");
    }

    @Test
    void aLargeTensorIsRefusedWhenItIsSaved() {
        record Holder(Tensor tensor) {}
        ComponentCodec own = new ComponentCodec(Registry.builder()
                .add(new TestPlugin("t", "1", Map.of("Holder", new Holder(null)))).build());
        Holder large = new Holder(Tensor.zeros(TensorType.of(DType.F32, (1 << 20) + 1)));
        assertThatThrownBy(() -> own.write(large, "body")).hasMessage("a tensor within a configuration may have at most"
                + " 1048576 elements, but this is f32[1048577]; make it a parameter or a state of the layer, at body/tensor");
    }

    @Test
    void aMissingPluginIsNamedOnceWithEveryLayerThatNeedsIt() {
        assertReadFails("""
                {"type": "acme.parts:Stack", "version": "1.2", "parts": [
                  {"type": "acme.parts:Leaf", "version": "1.2"},
                  {"type": "far.away:SwiGlu", "version": "3.1", "units": 4},
                  {"type": "far.away:Wrap", "version": "3.1", "layer": {"type": "far.away:SwiGlu", "version": "3.1"}},
                  {"type": "acme.parts:Gone", "version": "1.1"}
                ]}""")
                .hasMessage("'SwiGlu' needs the plugin far.away 3.1, which is not there; add its jar to the class path or"
                        + " the module path (found: [acme.parts]), needed by network/body/parts[1] (SwiGlu),"
                        + " network/body/parts[2] (Wrap), network/body/parts[2]/layer (SwiGlu); the plugin acme.parts 1.2"
                        + " has no 'Gone' (written by version 1.1); use a version of the plugin that has it, needed by"
                        + " network/body/parts[3] (Gone)");
    }

    @Test
    void anUnknownTypeIsNamedWithTheNearestOne() {
        assertReadFails("{\"type\": \"acme.parts:Plan\", \"version\": \"1.3\"}")
                .hasMessage("the plugin acme.parts 1.2 has no 'Plan' (written by version 1.3); did you mean 'Plain'?; use a"
                        + " version of the plugin that has it, needed by network/body (Plan)");
    }

    @Test
    void anUnknownComponentIsNamed() {
        assertReadFails("{\"type\": \"acme.parts:Leaf\", \"version\": \"1.3\", \"slope\": 1}")
                .hasMessage("acme.parts:Leaf has no component [slope] in version 1.2 of the plugin acme.parts, but the file"
                        + " was written by version 1.3 and has it; use that version or a newer one, at network/body");
    }

    @Test
    void whatAConstructorRefusesIsToldWithThePlace() {
        assertReadFails("""
                {"type": "acme.parts:Stack", "version": "1", "parts": [
                  {"type": "acme.parts:Plain", "version": "1", "units": 0}]}""")
                .hasMessage("acme.parts:Plain refuses these components: [Plain] units must be at least 1, but is 0, at"
                        + " network/body/parts[0]")
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRecordOfAnotherKindIsRefused() {
        assertReadFails("{\"type\": \"acme.parts:Stranger\", \"version\": \"1\"}")
                .hasMessage("'acme.parts:Stranger' is no Part, but one must be here, at network/body");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "3|must be an object, but is 3, at network/body",
        "{}|the member 'version' is missing; there are [], at network/body",
        "{\"version\":\"1\"}|the member 'type' is missing; there are [version], at network/body",
        "{\"version\":1}|must be a text, but is 1, at network/body/version",
        "{\"version\":\"1\",\"type\":\"Leaf\"}"
            + "|must be a plugin's id, a colon and a type's id, but is \"Leaf\", at network/body/type"
    })
    void whatIsNoRecordIsRefused(String json, String message) {
        assertReadFails(json).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "i|1.0|must be an integer, but is 1.0",
        "i|\"ten\"|must be an integer, but is \"ten\"",
        "i|2147483648|must be an integer from -2147483648 to 2147483647, but is 2147483648",
        "i|null|must be a value of the type int, but is null",
        "d|\"1\"|must be a number, but is \"1\"",
        "d|[]|must be a number, but is []",
        "b|1|must be true or false, but is 1",
        "text|true|must be a text, but is true",
        "colour|\"BLUE\"|must be one of [RED, GREEN], but is \"BLUE\"",
        "dtype|\"f16\"|unknown dtype 'f16'; known are f32, f64, i32, i64, bool, u8",
        "doubles|{}|must be a list, but is {}",
        "map|[]|must be an object, but is []",
        "shape|[-1]|a shape cannot have the negative length -1 in [-1]",
    })
    void aValueOfTheWrongKindIsToldWithItsPlace(String component, String value, String message) {
        assertReadFails("{\"type\": \"acme.parts:Everything\", \"version\": \"1\", \"" + component + "\": " + value + "}")
                .hasMessage(message + ", at network/body/" + component);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"dtype\":\"f32\",\"shape\":[3],\"values\":[1]}|the type f32[3] needs 3 values, but there are 1, at x",
        "{\"dtype\":\"u8\",\"shape\":[1],\"values\":[256]}"
            + "|must be an integer from 0 to 255, but is 256, at x/values[0]",
        "{\"dtype\":\"bool\",\"shape\":[1],\"values\":[1]}|must be true or false, but is 1, at x/values[0]",
        "{\"dtype\":\"f32\",\"shape\":[\"n\"],\"values\":[]}"
            + "|a tensor must have a known shape of at most 1048576 elements, but this is f32[n], at x",
        "{\"dtype\":\"f32\",\"shape\":[4294967296,4294967296],\"values\":[]}"
            + "|a tensor must have a known shape of at most 1048576 elements, but this is f32[4294967296,4294967296], at x",
        "{\"dtype\":\"f32\",\"shape\":[0]}|the member 'values' is missing; there are [dtype, shape], at x",
    })
    void aTensorThatDoesNotFitItsTypeIsRefused(String json, String message) {
        assertThatThrownBy(() -> TensorJson.readTensor(JsonText.parse(json), "x"))
                .isInstanceOf(ModelFormatException.class).hasMessage(message);
    }

    @Test
    void aPluginThatLentNoAccessIsToldWhatToDo() {
        Registry registry = Registry.builder().add(new NoAccess()).build();
        assertThatThrownBy(() -> new ComponentCodec(registry).write(new Leaf())).isInstanceOf(PluginException.class)
                .hasMessage("the plugin no.access gave no access to " + Leaf.class.getName()
                        + "; it must call registrar.lookup(MethodHandles.lookup()) from a class of its own");
    }

    /** Lends a lookup that sees public classes only. */
    private static final class NoAccess implements Plugin {
        @Override
        public String id() {
            return "no.access";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public int spiVersion() {
            return SPI_VERSION;
        }

        @Override
        public void register(Registrar registrar) {
            registrar.lookup(MethodHandles.publicLookup());
            registrar.component("Leaf", new Leaf());
        }
    }

    @Test
    void enumsAreNamedNotPrinted() {
        assertReadFails("{\"type\": \"acme.parts:Everything\", \"version\": \"1\", \"colour\": \"" + Colour.GREEN + "\"}")
                .hasMessageContaining("but is \"like grass\"");
    }
}
