package org.espalier.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.ModelFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    @Test
    void whatFitsALineStandsOnOne() {
        String wide = "x".repeat(60);
        Json json = Json.obj().with("short", JsonText.parse("[1, {\"a\": [true, null]}]"))
                .with("long", JsonText.parse("[\"" + wide + "\", \"" + wide + "\"]"));
        assertThat(JsonText.write(json)).isEqualTo("""
                {
                  "short": [1, {"a": [true, null]}],
                  "long": [
                    "%s",
                    "%s"
                  ]
                }
                """.formatted(wide, wide));
        assertThat(JsonText.writeCompact(json))
                .isEqualTo("{\"short\":[1,{\"a\":[true,null]}],\"long\":[\"" + wide + "\",\"" + wide + "\"]}");
    }

    @Test
    void noLineIsWiderThanItNeedsToBe() {
        Json.Obj json = Json.obj();
        for (int i = 0; i < 150; i++) {
            json = json.with("k" + i, Json.obj().with("v".repeat(i), Json.arr(List.of(Json.of(1)))));
        }
        assertThat(JsonText.write(json).lines()).allMatch(l -> l.length() <= 110 || l.matches(" *\"v+\": \\[(1])?"));
    }

    @Test
    void whatMustBeEscapedIs() {
        String text = "\"\\\n\t\r\b\u0000é😀\ud800";
        assertThat(JsonText.writeCompact(Json.of(text)))
                .isEqualTo("\"\\\"\\\\\\n\\t\\u000d\\u0008\\u0000é😀\\ud800\"");
        byte[] utf8 = JsonText.write(Json.of(text)).getBytes(StandardCharsets.UTF_8);
        assertThat(JsonText.parse(utf8, "x")).isEqualTo(Json.of(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"a\":1,\"a\":2}|Duplicate field 'a'",
        "[1,]|Unexpected character",
        "[1] 2|there is more after the end of the value, at line 1, column 5",
        "// c|Unexpected character ('/'",
        "{'a':1}|Unexpected character",
        "NaN|Non-standard token 'NaN'",
        "[1|Unexpected end-of-input",
        "1e999|the number is too large for a double, at line 1",
        "99999999999999999999|out of range of long",
        "01|Leading zeroes not allowed",
        "\"\t\"|Illegal unquoted character",
    })
    void whatIsNotStrictJsonIsRefused(String text, String message) {
        assertThatThrownBy(() -> JsonText.parse(text, "model.json in m.zip")).isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith("model.json in m.zip is not valid JSON: ").hasMessageContaining(message)
                .hasMessageContaining(", at line 1, column ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n"})
    void nothingIsRefused(String text) {
        assertThatThrownBy(() -> JsonText.parse(text, "f")).hasMessage("f is empty, but must be JSON");
    }

    @Test
    void depthAndLengthAreBounded() {
        String deepest = "[".repeat(400) + "]".repeat(400);
        Json json = JsonText.parse(deepest);
        assertThat(JsonText.writeCompact(json)).isEqualTo(deepest);
        assertThatThrownBy(() -> JsonText.parse("[" + deepest + "]")).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("nesting depth (401)");
        assertThatThrownBy(() -> JsonText.write(Json.arr(List.of(json)))).isInstanceOf(EspalierException.class)
                .hasMessage("the configuration is nested more than 400 deep");
        assertThatThrownBy(() -> JsonText.parse("[" + "[],".repeat(2_500_000) + "[]]"))
                .isInstanceOf(ModelFormatException.class).hasMessageContaining("Token count");
        assertThatThrownBy(() -> JsonText.parse(" ".repeat(JsonText.MAX_BYTES + 1))).isInstanceOf(ModelFormatException.class)
                .hasMessage("the JSON text has 67108865 characters, more than the 67108864 that are read");
    }

    @Test
    void brokenUtf8IsRefused() {
        assertThatThrownBy(() -> JsonText.parse(new byte[] {'"', (byte) 0xff, '"'}, "f"))
                .isInstanceOf(ModelFormatException.class).hasMessage("f is not valid UTF-8");
    }

    @Test
    void deepNestingIsPrintedInReasonableTime() {
        Json json = Json.of("x".repeat(1_000_000));
        for (int i = 0; i < 399; i++) {
            json = Json.arr(List.of(json));
        }
        assertThat(JsonText.parse(JsonText.write(json))).isEqualTo(json);
    }
}
