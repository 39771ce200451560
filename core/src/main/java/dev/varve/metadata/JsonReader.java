package dev.varve.metadata;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.varve.array.Bytes;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON text. Refused are: text that is not UTF-8, a second value, two members of one name, nesting deeper than
 * {@value #MAX_DEPTH}, numbers longer than {@value #MAX_NUMBER_LENGTH} characters, documents longer than
 * {@value #MAX_BYTES} bytes.
 */
public final class JsonReader {
    /** How deep arrays and objects may be nested. */
    public static final int MAX_DEPTH = 200;

    /** How many characters a number may have. */
    public static final int MAX_NUMBER_LENGTH = 1000;

    /** How long a document may be: consolidated metadata of a hundred thousand arrays. */
    public static final int MAX_BYTES = 128 << 20;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxStringLength(MAX_BYTES)
                    .maxNameLength(MAX_BYTES)
                    .build())
            .build();

    private final JsonParser parser;

    /** Names and positions that lead to the value being read; made a text only for an error. */
    private final Deque<Object> place = new ArrayDeque<>();

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /** Reads a document of UTF-8 bytes. */
    public static Json read(Bytes document) throws MetadataException {
        if (document.length() > MAX_BYTES) {
            throw new MetadataException("", document.length() + " bytes of JSON; at most " + MAX_BYTES + " are read");
        }
        try {
            return read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(document.asBuffer())
                    .toString());
        } catch (CharacterCodingException e) {
            MetadataException failure = new MetadataException("", "the document is not UTF-8 text");
            failure.initCause(e);
            throw failure;
        }
    }

    /** Reads a document. */
    public static Json read(String document) throws MetadataException {
        if (document.length() > MAX_BYTES) {
            throw new MetadataException("", document.length() + " characters of JSON; at most " + MAX_BYTES);
        }
        try (JsonParser parser = FACTORY.createParser(document)) {
            JsonReader reader = new JsonReader(parser);
            Json value = reader.value(parser.nextToken());
            if (parser.nextToken() != null) {
                throw new MetadataException("", "something follows the end of the document");
            }
            return value;
        } catch (MetadataException e) {
            throw e;
        } catch (IOException e) {
            MetadataException failure = new MetadataException("", "not valid JSON: " + reason(e));
            failure.initCause(e);
            throw failure;
        }
    }

    private static String reason(IOException e) {
        if (e instanceof JsonProcessingException problem && problem.getLocation() != null) {
            return problem.getOriginalMessage() + " at line "
                    + problem.getLocation().getLineNr() + ", column "
                    + problem.getLocation().getColumnNr();
        }
        return e.getMessage();
    }

    /** The value that starts with {@code token}; the parser bounds how deep this calls itself. */
    private Json value(JsonToken token) throws IOException {
        if (token == null) {
            throw error("the document ends too early");
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> new JsonString(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
            case VALUE_TRUE -> JsonBoolean.TRUE;
            case VALUE_FALSE -> JsonBoolean.FALSE;
            case VALUE_NULL -> JsonNull.NULL;
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw error("unexpected " + token);
        };
    }

    private Json number(String text) throws MetadataException {
        try {
            return new JsonNumber(text);
        } catch (IllegalArgumentException e) {
            throw error(e.getMessage());
        }
    }

    private Json object() throws IOException {
        Map<String, Json> members = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            place.addLast(name);
            if (members.put(name, value(parser.nextToken())) != null) {
                throw error("is there twice");
            }
            place.removeLast();
        }
        return new JsonObject(members);
    }

    private Json array() throws IOException {
        List<Json> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            place.addLast(items.size());
            items.add(value(token));
            place.removeLast();
        }
        return new JsonArray(items);
    }

    private MetadataException error(String problem) {
        String path = "";
        for (Object step : place) {
            path = step instanceof String name ? JsonCursor.member(path, name) : path + "[" + step + "]";
            if (path.length() > MetadataException.LONGEST_PATH) {
                break;
            }
        }
        return new MetadataException(path, problem);
    }
}
