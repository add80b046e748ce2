package org.espalier.core.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.ModelFormatException;

/**
 * JSON as text. Reading is strict (no comments, no name twice, nothing after the value) and bounded in length, depth
 * and number of tokens, so that a hostile file costs little; writing gives the same text for the same value.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class JsonText {
    /** The longest text that is read, in bytes of UTF-8. */
    public static final int MAX_BYTES = 64 << 20;

    /** The deepest nesting of lists and objects. */
    public static final int MAX_DEPTH = 400;

    private static final int MAX_STRING = 4 << 20;
    private static final int MAX_NAME = 10_000;
    private static final long MAX_TOKENS = 5_000_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_STRING)
                    .maxNameLength(MAX_NAME)
                    .maxNumberLength(400)
                    .maxDocumentLength(MAX_BYTES)
                    .maxTokenCount(MAX_TOKENS)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // Names come from files, not from a fixed schema: a table of them shared by all parsers would only grow.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private JsonText() {}

    /** The text of a value: indented, with a line break at the end. */
    public static String write(Json json) {
        return checked(JsonPrinter.pretty(json));
    }

    /** The text of a value without a blank or line break. */
    public static String writeCompact(Json json) {
        return checked(JsonPrinter.compact(json));
    }

    /** What is written must be readable again. */
    private static String checked(String text) {
        if (text.length() > MAX_BYTES) {
            throw new EspalierException("the JSON text would have " + text.length() + " characters, but at most "
                    + MAX_BYTES + " are read back");
        }
        return text;
    }

    /** The value of a text. */
    public static Json parse(String text) {
        return parse(text, "the JSON text");
    }

    /**
     * The value of a text.
     *
     * @param source what is read, for messages, such as {@code model.json in digits.espalier}
     * @throws ModelFormatException with the line and column where the text is not such JSON
     */
    public static Json parse(String text, String source) {
        if (text.length() > MAX_BYTES) {
            throw new ModelFormatException(source + " has " + text.length() + " characters, more than the " + MAX_BYTES
                    + " that are read");
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new ModelFormatException(source + " is empty, but must be JSON");
            }
            Json json = value(parser);
            if (parser.nextToken() != null) {
                throw malformed(source, "there is more after the end of the value", parser);
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new ModelFormatException(source + " is not valid JSON: " + e.getOriginalMessage() + place(e), e);
        } catch (IOException e) {
            throw new ModelFormatException(source + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The value of a text in UTF-8. */
    public static Json parse(byte[] utf8, String source) {
        try {
            return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString(), source);
        } catch (CharacterCodingException e) {
            throw new ModelFormatException(source + " is not valid UTF-8", e);
        }
    }

    /** The value that begins at the current token; leaves the parser at its last token. */
    private static Json value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        switch (token) {
            case START_OBJECT:
                Map<String, Json> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.put(name, value(parser));
                }
                return new Json.Obj(members);
            case START_ARRAY:
                List<Json> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser));
                }
                return new Json.Arr(items);
            case VALUE_STRING:
                return new Json.Str(parser.getText());
            case VALUE_NUMBER_INT:
                return new Json.Int(parser.getLongValue());
            case VALUE_NUMBER_FLOAT:
                double number = parser.getDoubleValue();
                if (Double.isInfinite(number)) {
                    throw new JsonParseException(parser, "the number is too large for a double");
                }
                return new Json.Real(number);
            case VALUE_TRUE:
            case VALUE_FALSE:
                return new Json.Bool(token == JsonToken.VALUE_TRUE);
            default:
                return Json.NULL;
        }
    }

    private static ModelFormatException malformed(String source, String what, JsonParser parser) {
        return new ModelFormatException(source + " is not valid JSON: " + what + ", at line "
                + parser.currentTokenLocation().getLineNr() + ", column " + parser.currentTokenLocation().getColumnNr());
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null ? "" : ", at line " + e.getLocation().getLineNr() + ", column "
                + e.getLocation().getColumnNr();
    }
}
