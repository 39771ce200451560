package dev.varve.codec;

import dev.varve.array.Bytes;
import dev.varve.array.CanonicalBytes;
import dev.varve.array.DataType;
import dev.varve.array.NdArray;
import dev.varve.array.Shape;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.DataTypeJson;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.MetadataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
            DataType type = DataTypeJson.parse(description.get("type"));
            Shape shape = Shape.of(description.get("shape").integers(0));
            NdArray encoded = NdArray.of(
                    DataTypeJson.parse(description.get("encoded_type")),
                    Shape.of(description.get("encoded_shape").integers(0)),
                    chunk.encoded());
            return new ArrayToArrayCodecContract.Foreign(
                    (ArrayToArrayCodec) codec,
                    CanonicalBytes.read(type, shape, chunk.decoded()),
                    encoded,
                    CanonicalBytes.read(type, shape, restored));
        } catch (MetadataException e) {
            throw new IOException(e);
        }
    }
}
