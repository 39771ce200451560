package dev.varve.run;

import dev.varve.array.Bytes;
import dev.varve.array.CanonicalBytes;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.FillValueJson;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.MetadataException;
import dev.varve.metadata.NodeMetadata;
import dev.varve.pipeline.EmptyChunks;
import dev.varve.pipeline.Workers;
import dev.varve.pipeline.WriteOptions;
import dev.varve.store.Store;
import dev.varve.zarr.ZarrArray;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * An array and the region writes that fill it, as conformance runs of Zarr implementations hand them out.
 *
 * <pre>{@code {"id": "1d", "metadata": { a zarr.json }, "write_empty_chunks": false,
 *   "ops": [{"start": [0], "shape": [10], "value": 7}, {"start": [3], "shape": [2], "data_b64": "AAAAAAEAAAA="}]}}</pre>
 *
 * @param metadata the array
 * @param empty what becomes of chunks of nothing but fill value
 * @param writes in the order in which they are done
 */
public record Scenario(ArrayMetadata metadata, EmptyChunks empty, List<Write> writes) {
    /**
     * One write.
     *
     * @param region where
     * @param data what, of the region's shape
     */
    public record Write(Region region, NdArray data) {}

    public Scenario {
        writes = List.copyOf(writes);
    }

    /**
     * Reads a scenario; {@code data_b64} are {@linkplain CanonicalBytes canonical bytes}, {@code value} is written as fill
     * values are.
     *
     * @throws MetadataException when it is none, or its metadata breaks the specification
     */
    public static Scenario parse(JsonCursor scenario) throws MetadataException {
        scenario.requireOnly(Set.of("id", "metadata", "write_empty_chunks", "ops"));
        JsonCursor node = scenario.get("metadata");
        if (!(NodeMetadata.parse(node, CodecRegistry.standard()) instanceof ArrayMetadata metadata)) {
            throw node.error("is a group, not an array");
        }
        var keeping = scenario.find("write_empty_chunks");
        boolean isKeeping = keeping.isPresent() && keeping.get().bool();
        List<Write> writes = new ArrayList<>();
        for (JsonCursor write : scenario.get("ops").items()) {
            writes.add(write(write, metadata));
        }
        return new Scenario(metadata, isKeeping ? EmptyChunks.KEEP : EmptyChunks.ELIDE, writes);
    }

    private static Write write(JsonCursor write, ArrayMetadata metadata) throws MetadataException {
        write.requireOnly(Set.of("start", "shape", "value", "data_b64"));
        try {
            Shape shape = Shape.of(write.get("shape").integers(0));
            Region region = Region.of(write.get("start").integers(0), shape);
            var value = write.find("value");
            if (value.isPresent()) {
                return new Write(region, NdArray.filled(shape, FillValueJson.parse(value.get(), metadata.type())));
            }
            byte[] data = Base64.getDecoder().decode(write.get("data_b64").string());
            return new Write(region, CanonicalBytes.read(metadata.type(), shape, Bytes.wrap(data)));
        } catch (IllegalArgumentException e) {
            MetadataException failure = write.error(e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    /**
     * Creates the array at the root of a store and does its writes.
     *
     * @throws java.nio.file.FileAlreadyExistsException when there is one already
     * @throws IllegalArgumentException when a write is not inside the array
     */
    public void replay(Store store, Workers workers) throws IOException {
        ZarrArray array = ZarrArray.create(store, "", metadata);
        for (Write write : writes) {
            array.write(write.region(), write.data(), workers, WriteOptions.DEFAULT.with(empty));
        }
    }
}
