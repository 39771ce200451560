package dev.varve.formats.netcdf3;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What netCDF4-python says a fixture holds; written by interop/python/make_netcdf_matrix.py. */
final class Truth {
    private final Map<?, ?> json;

    private Truth(Map<?, ?> json) {
        this.json = json;
    }

    /** All classic fixtures. */
    static List<Path> files() {
        try (Stream<Path> all =
                Files.list(Path.of(Truth.class.getResource("/fixtures/netcdf3").toURI()))) {
            return all.filter(f -> f.toString().endsWith(".nc")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Truth of(Path file) {
        Path beside = file.resolveSibling(file.getFileName().toString().replaceAll("\\.nc$", ".json"));
        try (JsonParser parser = new JsonFactory().createParser(beside.toFile())) {
            parser.nextToken();
            return new Truth((Map<?, ?>) value(parser));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Objects, lists, texts, truth values and floating-point numbers; integers as text, for they may be unsigned. */
    private static Object value(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Object> object = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                object.put(name, value(parser));
            }
            return object;
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<Object> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(parser));
            }
            return list;
        }
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> parser.getText();
        };
    }

    /** Attributes of the dataset: name to type and values. */
    Map<?, ?> attributes() {
        return (Map<?, ?>) root().get("attributes");
    }

    Map<?, ?> dimensions() {
        return (Map<?, ?>) root().get("dimensions");
    }

    private Map<?, ?> root() {
        return (Map<?, ?>) ((Map<?, ?>) json.get("groups")).get("");
    }

    List<Map<?, ?>> variables() {
        List<Map<?, ?>> variables = new ArrayList<>();
        for (Object variable : (List<?>) json.get("variables")) {
            variables.add((Map<?, ?>) variable);
        }
        return variables;
    }
}
