package dev.varve.interop;

import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.filter.BitRounding;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.MetadataException;
import dev.varve.metadata.NodeMetadata;
import dev.varve.pipeline.Workers;
import dev.varve.store.Store;
import dev.varve.zarr.ZarrArray;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * One array that Varve writes for its peers to read.
 *
 * @param path its path in the store, which says what it is for
 * @param metadata what its document says
 * @param values what is written
 */
record ZarrOutputCase(String path, ArrayMetadata metadata, NdArray values) {
    /**
     * A case of metadata as JSON, and of values that its type, its fill value and its path decide.
     *
     * @param type {@code data_type}
     * @param codecs {@code codecs}
     * @param fill {@code fill_value}
     * @param chunk the shape of chunks, or an object for {@code chunk_grid}
     * @param rest further members, each with a comma in front
     */
    static ZarrOutputCase of(
            String path, String type, String codecs, String fill, String shape, String chunk, String rest) {
        String grid = chunk.startsWith("{")
                ? chunk
                : "{\"name\": \"regular\", \"configuration\": {\"chunk_shape\": " + chunk + "}}";
        String document = """
                {"zarr_format": 3, "node_type": "array", "shape": %s, "data_type": %s, "fill_value": %s, "codecs": %s,
                 "chunk_grid": %s%s}
                """.formatted(shape, type, fill, codecs, grid, rest);
        String keys = rest.contains("chunk_key_encoding")
                ? ""
                : ", \"chunk_key_encoding\": {\"name\": \"default\", \"configuration\": {\"separator\": \"/\"}}";
        String whole = document.strip().replaceAll("}$", "") + keys + "}";
        try {
            ArrayMetadata metadata =
                    (ArrayMetadata) NodeMetadata.parse(JsonCursor.of(JsonReader.read(whole)), CodecRegistry.standard());
            NdArray values = ZarrOutputValues.of(metadata.shape(), metadata.fill(), path.hashCode());
            return new ZarrOutputCase(path, metadata, values);
        } catch (MetadataException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    /** Writes the array in two parts that no chunk's edge divides, so that chunks are merged. */
    void write(Store store, Workers workers) throws IOException {
        ZarrArray array = ZarrArray.create(store, path, metadata);
        Shape shape = metadata.shape();
        if (shape.rank() == 0 || shape.extent(0) < 2) {
            array.write(Region.whole(shape), values, workers);
            return;
        }
        long[] middle = new long[shape.rank()];
        middle[0] = shape.extent(0) / 2;
        long[] firstStop = shape.extents();
        firstStop[0] = middle[0];
        for (Region part :
                new Region[] {Region.between(new long[shape.rank()], firstStop), Region.between(middle, shape.extents())
                }) {
            array.write(part, values.slice(part), workers);
        }
    }

    /** What a reader must find: the values, rounded where the chain rounds. */
    NdArray expected() {
        return metadata.chain().filters().stream()
                .filter(BitRounding.class::isInstance)
                .map(filter -> ZarrOutputValues.rounded(values, ((BitRounding) filter).keepbits()))
                .findFirst()
                .orElse(values);
    }

    /** The fill value of the array. */
    FillValue fill() {
        return metadata.fill();
    }
}
