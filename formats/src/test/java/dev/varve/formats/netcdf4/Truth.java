package dev.varve.formats.netcdf4;

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

/**
 * What netCDF4-python ({@code netcdf4}) or h5py ({@code hdf5}) says a fixture holds; written by
 * interop/python/make_netcdf_matrix.py.
 */
final class Truth {
    private final Path file;
    private final Map<?, ?> json;

    private Truth(Path file, Map<?, ?> json) {
        this.file = file;
        this.json = json;
    }

    /** All fixtures of a folder, {@code netcdf4} or {@code hdf5}. */
    static List<Path> files(String folder) {
        try (Stream<Path> all = Files.list(
                Path.of(Truth.class.getResource("/fixtures/" + folder).toURI()))) {
            return all.filter(f -> !f.toString().endsWith(".json")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One fixture. */
    static Path file(String folder, String name) {
        return files(folder).stream()
                .filter(f -> f.getFileName().toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static Truth of(Path file) {
        Path beside = file.resolveSibling(file.getFileName().toString().replaceAll("\\.[a-z0-9]+$", ".json"));
        try (JsonParser parser = new JsonFactory().createParser(beside.toFile())) {
            parser.nextToken();
            return new Truth(file, (Map<?, ?>) value(parser));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Objects, lists, texts, truth values, null and doubles; integers as text, for they may be unsigned. */
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
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }

    Path file() {
        return file;
    }

    /** The group's path to what is said about it. */
    Map<String, Map<?, ?>> groups() {
        Map<String, Map<?, ?>> groups = new LinkedHashMap<>();
        ((Map<?, ?>) json.get("groups")).forEach((path, group) -> groups.put((String) path, (Map<?, ?>) group));
        return groups;
    }

    /** The variable's path to what is said about it. */
    Map<String, Map<?, ?>> variables() {
        Map<String, Map<?, ?>> variables = new LinkedHashMap<>();
        for (Object variable : (List<?>) json.get("variables")) {
            Map<?, ?> object = (Map<?, ?>) variable;
            variables.put((String) object.get("path"), object);
        }
        return variables;
    }

    /** The names that netCDF-C gives to the axes of each variable; null where it cannot open the file. */
    Map<?, ?> netcdfDimensions() {
        return (Map<?, ?>) json.get("netcdf_dims");
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
