package dev.varve.codec;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.MetadataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Chunks of filters that other software encoded, as {@code filter_case} of {@code interop/python} describes them. */
public final class ForeignFilters {
    private ForeignFilters() {}

    /** All chunks of a golden file; their codecs are read from their JSON. */
    public static List<ArrayToArrayCodecContract.Foreign> read(String file) throws IOException {
        List<ArrayToArrayCodecContract.Foreign> foreign = new ArrayList<>();
        List<ForeignChunk> chunks = ForeignChunk.read(file);
        for (int i = 0; i < chunks.size(); i += 2) {
            foreign.add(parse(chunks.get(i), chunks.get(i + 1).decoded()));
        }
        return foreign;
    }

    private static ArrayToArrayCodecContract.Foreign parse(ForeignChunk chunk, Bytes restored) throws IOException {
        try {
            JsonCursor description = JsonCursor.of(JsonReader.read(chunk.name()));
            Codec codec =
                    CodecRegistry.standard().parse(description.get("codec")).orElseThrow();
            NumericType type = type(description.get("type"));
            Shape shape = Shape.of(description.get("shape").integers(0));
            NdArray encoded = NdArray.of(
                    type(description.get("encoded_type")),
                    Shape.of(description.get("encoded_shape").integers(0)),
                    chunk.encoded());
            return new ArrayToArrayCodecContract.Foreign(
                    (ArrayToArrayCodec) codec,
                    NdArray.of(type, shape, chunk.decoded()),
                    encoded,
                    NdArray.of(type, shape, restored));
        } catch (MetadataException e) {
            throw new IOException(e);
        }
    }

    private static NumericType type(JsonCursor name) throws MetadataException {
        return NumericType.valueOf(name.string().toUpperCase(Locale.ROOT));
    }
}
