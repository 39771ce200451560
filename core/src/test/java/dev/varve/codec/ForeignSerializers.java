package dev.varve.codec;

import dev.varve.array.CanonicalBytes;
import dev.varve.array.DataType;
import dev.varve.array.Shape;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.DataTypeJson;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.MetadataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Chunks of serializers that other software encoded, described by JSON in {@code interop/python/registered_cases.py} or {@code make_zarrs_fixtures.py}. */
public final class ForeignSerializers {
    private ForeignSerializers() {}

    /** All chunks of a golden file; their codecs are read from their JSON. */
    public static List<ArrayToBytesCodecContract.Foreign> read(String file) throws IOException {
        List<ArrayToBytesCodecContract.Foreign> foreign = new ArrayList<>();
        for (ForeignChunk chunk : ForeignChunk.read(file)) {
            try {
                JsonCursor description = JsonCursor.of(JsonReader.read(chunk.name()));
                ArrayToBytesCodec codec = (ArrayToBytesCodec)
                        CodecRegistry.standard().parse(description.get("codec")).orElseThrow();
                DataType type = DataTypeJson.parse(description.get("type"));
                Shape shape = Shape.of(description.get("shape").integers(0));
                foreign.add(new ArrayToBytesCodecContract.Foreign(
                        codec, CanonicalBytes.read(type, shape, chunk.decoded()), chunk.encoded()));
            } catch (MetadataException e) {
                throw new IOException(e);
            }
        }
        return foreign;
    }
}
