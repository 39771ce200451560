package dev.varve.formats.hdf5;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.CodecException;
import dev.varve.codec.Scratch;
import dev.varve.grid.GridOrder;
import dev.varve.grid.RegularGrid;
import java.io.IOException;
import java.util.Optional;

/** Reads elements that lie in chunks. The index is read once, when the first chunk is asked for. */
final class ChunkedReader implements BlockReader {
    /** Deflate makes at most 1032 bytes of one; a chunk that swells more must be worth it. */
    private static final long PLAUSIBLE_RATIO = 1100;

    private final FileBytes file;
    private final ChunkGeometry geometry;
    private final ChunkIndex index;
    private final FilterPipeline pipeline;
    private final StoredType type;
    private final boolean keepsEdgesRaw;
    private final ChunkSpec spec;
    private final CodecChain.Bound whole;
    private volatile ChunkTable table;

    /**
     * A reader of chunks.
     *
     * @throws IllegalArgumentException when a filter's parameters make no sense
     */
    ChunkedReader(
            FileBytes file,
            ChunkGeometry geometry,
            DataLayout.Chunked layout,
            FilterPipeline pipeline,
            StoredType type,
            FillValue fill) {
        this.file = file;
        this.geometry = geometry;
        this.index = ChunkIndex.of(file, layout.index(), geometry);
        this.pipeline = pipeline;
        this.type = type;
        this.keepsEdgesRaw = layout.keepsEdgesRaw();
        this.spec = new ChunkSpec(type.packed(), layout.chunk(), fill);
        this.whole = pipeline.chain(type, pipeline.unknown()).bind(spec);
    }

    /** Where a chunk lies, if it was written. */
    Optional<StoredChunk> chunk(long[] chunkIndex) throws IOException {
        return table().find(file, geometry.ordinalOfIndex(chunkIndex));
    }

    /** Why the chunks cannot be decoded, if they cannot: a filter may be unknown that every chunk skipped. */
    Optional<String> unsupported() throws IOException {
        if (pipeline.unknown() == 0) {
            return Optional.empty();
        }
        int[] skipped = {-1};
        index.visit((ordinal, address, length, mask) -> skipped[0] &= mask);
        return pipeline.unsupported(skipped[0]);
    }

    /** Bytes of all chunks that were written; does not keep the index. */
    long storedBytes() throws IOException {
        ChunkTable known = table;
        if (known != null) {
            return known.storedBytes();
        }
        long[] total = new long[1];
        index.visit((ordinal, address, length, mask) -> total[0] += length);
        return total[0];
    }

    /** Readers never wait: at worst two of them read the index at the same time. */
    private ChunkTable table() throws IOException {
        ChunkTable known = table;
        if (known == null) {
            known = ChunkTable.read(file, index);
            table = known;
        }
        return known;
    }

    /** The codecs of a chunk. */
    CodecChain chain(long[] chunkIndex, StoredChunk chunk) {
        return pipeline.chain(type, skipped(chunkIndex, chunk));
    }

    private int skipped(long[] chunkIndex, StoredChunk chunk) {
        boolean isRaw = keepsEdgesRaw && !isInside(geometry.grid().cell(chunkIndex));
        return isRaw ? -1 : chunk.filterMask() | pipeline.unknown();
    }

    private boolean isInside(Region cell) {
        return Region.whole(geometry.grid().array()).contains(cell);
    }

    /** Chunk by chunk, without a list of them: a region may have millions. */
    @Override
    public NdArray read(Region region) throws IOException {
        RegularGrid grid = geometry.grid();
        Region chunks = grid.chunksOf(region);
        long count = chunks.count();
        if (count == 1 && grid.cell(chunks.starts()).equals(region)) {
            return readOnlyChunk(chunks.starts(), region);
        }
        NdArray target = NdArray.allocate(spec.type(), region.shape());
        Scratch scratch = file.scratches().take();
        try {
            for (long i = 0; i < count; i++) {
                long[] index = GridOrder.index(chunks.shape(), i);
                for (int axis = 0; axis < index.length; axis++) {
                    index[axis] += chunks.start(axis);
                }
                Region cell = grid.cell(index);
                Region share = cell.intersection(region).orElseThrow();
                Optional<NdArray> block = decode(index, region, scratch);
                NdArray source = block.orElseGet(() -> NdArray.filled(share.shape(), spec.fill()));
                Region part = block.isPresent() ? share.relativeTo(cell.starts()) : Region.whole(share.shape());
                target.paste(source, part, share.relativeTo(region.starts()).starts());
            }
        } finally {
            file.scratches().giveBack(scratch);
        }
        return target;
    }

    /** A chunk that is all of the region is given away as it was decoded. */
    private NdArray readOnlyChunk(long[] chunkIndex, Region region) throws IOException {
        try (Scratch own = new Scratch()) {
            return decode(chunkIndex, region, own).orElseGet(() -> NdArray.filled(region.shape(), spec.fill()));
        }
    }

    /** The block lies in the scratch. */
    private Optional<NdArray> decode(long[] chunkIndex, Region region, Scratch scratch) throws IOException {
        Optional<StoredChunk> found = chunk(chunkIndex);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        StoredChunk chunk = found.get();
        String label = "chunk " + Shape.of(chunkIndex);
        requirePlausible(label, chunk, region);
        Bytes encoded = file.readAt(
                label, chunk.offset(), chunk.lengthBytes(), bytes -> scratch.room(Scratch.Slot.FETCHED, bytes));
        int skipped = skipped(chunkIndex, chunk);
        try {
            CodecChain.Bound bound = skipped == pipeline.unknown()
                    ? whole
                    : pipeline.chain(type, skipped).bind(spec);
            return Optional.of(bound.decode(encoded, scratch));
        } catch (CodecException e) {
            throw file.failure(label + " at byte " + chunk.offset() + ": " + e.getMessage(), e);
        }
    }

    /** A few bytes that claim to be a huge chunk are not believed when memory is short. */
    private void requirePlausible(String label, StoredChunk chunk, Region region) throws IOException {
        long decoded = geometry.chunkBytes();
        long wanted = region.count() * spec.type().sizeBytes();
        long swollen = chunk.lengthBytes() * PLAUSIBLE_RATIO;
        long heap = Runtime.getRuntime().maxMemory() / 8;
        if (decoded > Math.max(Math.max(wanted, swollen), heap)) {
            throw file.failure(label + " at byte " + chunk.offset() + ": its " + chunk.lengthBytes()
                    + " bytes claim to be " + decoded + ", for which memory is too short; give Java more (-Xmx)");
        }
    }
}
