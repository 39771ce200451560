package dev.varve.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FixedUtf32;
import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.NumericType;
import dev.varve.array.RawBytes;
import dev.varve.array.Shape;
import dev.varve.array.TimeType;
import dev.varve.array.VariableType;
import dev.varve.grid.RegularGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArrayMetadataTest {
    private static final CodecRegistry REGISTRY = CodecRegistry.standard();

    private static Stream<Object[]> golden() {
        return Stream.of("zarr-python", "tensorstore")
                .flatMap(writer -> Golden.arrays(writer).stream().map(name -> new Object[] {writer, name}));
    }

    private static ArrayMetadata parse(Bytes document) throws MetadataException {
        return (ArrayMetadata) NodeMetadata.parse(document, REGISTRY);
    }

    @ParameterizedTest
    @MethodSource("golden")
    void whatOthersWroteIsReadAsZarrPythonReadsIt(String writer, String name) throws MetadataException {
        ArrayMetadata array = parse(Golden.bytes(writer + "/" + name + ".json"));
        JsonCursor expected = Golden.expected(writer, name);
        assertThat(numpyName(array.type())).isEqualTo(expected.get("numpy").string());
        String bits = HexFormat.of().formatHex(array.fill().bits().toArray());
        assertThat(bits).isEqualTo(expected.get("fill").string());
        assertThat(array.shape().extents()).isEqualTo(expected.get("shape").integers(0));
        Shape object = ((RegularGrid) array.grid()).chunk();
        assertThat(object.extents()).isEqualTo(expected.get("object").integers(1));
        assertThat(array.keys().key(new long[array.shape().rank()]))
                .isEqualTo(expected.get("first").string());
        long[] last = Arrays.stream(array.grid().counts().extents())
                .map(count -> Math.max(0, count - 1))
                .toArray();
        assertThat(array.keys().key(last)).isEqualTo(expected.get("last").string());
        assertThat(names(array)).isEqualTo(expected.get("names").value());
    }

    private static Json names(ArrayMetadata array) {
        return array.dimensionNames()
                .<Json>map(names -> new JsonArray(names.stream()
                        .map(name -> name.<Json>map(JsonString::new).orElse(JsonNull.NULL))
                        .toList()))
                .orElse(JsonNull.NULL);
    }

    /** NumPy's spelling of a type in little-endian. */
    private static String numpyName(DataType type) {
        if (type instanceof NumericType numeric) {
            int size = numeric.sizeBytes();
            String letter =
                    switch (numeric.kind()) {
                        case BOOL -> "b";
                        case SIGNED -> "i";
                        case UNSIGNED -> "u";
                        case FLOAT -> "f";
                        case COMPLEX -> "c";
                    };
            return (size == 1 ? "|" : "<") + letter + size;
        }
        if (type instanceof TimeType time) {
            String scale = time.scaleFactor() == 1 ? "" : String.valueOf(time.scaleFactor());
            String unit = time.unit().equals("generic") ? "" : "[" + scale + time.unit() + "]";
            return (time.isSpan() ? "<m8" : "<M8") + unit;
        }
        if (type instanceof NullTerminatedBytes bytes) {
            return "|S" + bytes.length();
        }
        if (type instanceof RawBytes bytes) {
            return "|V" + bytes.length();
        }
        if (type instanceof FixedUtf32 text) {
            return "<U" + text.length();
        }
        return ((VariableType) type).name().toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @MethodSource("golden")
    void whatOthersWroteIsWrittenTheSame(String writer, String name) throws MetadataException {
        ArrayMetadata array = parse(Golden.bytes(writer + "/" + name + ".json"));
        Bytes written = array.toBytes(REGISTRY);
        assertThat(parse(written)).isEqualTo(array);
        assertThat(parse(written).toBytes(REGISTRY)).isEqualTo(written);
        if (writer.equals("zarr-python") && !name.contains("numcodecs")) {
            JsonObject theirs = (JsonObject) Golden.json(writer + "/" + name + ".json");
            assertThat((JsonObject) JsonReader.read(written)).isEqualTo(canonical(theirs));
        }
    }

    /** Their document in our spelling: without empty members, NaT by name. */
    private static JsonObject canonical(JsonObject document) {
        JsonObject canonical = document.without("storage_transformers");
        if (canonical.get("data_type").orElseThrow().toText().contains("numpy.")
                && canonical.get("fill_value").equals(Optional.of(JsonNumber.of(Long.MIN_VALUE)))) {
            canonical = canonical.with("fill_value", new JsonString("NaT"));
        }
        JsonArray codecs = (JsonArray) canonical.get("codecs").orElseThrow();
        List<Json> shorter = new ArrayList<>();
        for (Json codec : codecs.items()) {
            JsonObject object = (JsonObject) codec;
            boolean isEmpty = object.get("configuration").equals(Optional.of(JsonObject.EMPTY));
            shorter.add(isEmpty ? object.without("configuration") : object);
        }
        return canonical.with("codecs", new JsonArray(shorter));
    }
}
