package dev.varve.formats.hdf5;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A dataset: what its header says, and its elements. Safe for use by many threads; the chunk index is read when the first
 * chunk is asked for.
 */
public final class Hdf5Dataset {
    private final FileBytes file;
    private final DatasetHeader header;
    private final Optional<StoredType> stored;
    private final Optional<String> unsupported;
    private final FillValue packedFill;
    private final FillValue fill;
    private final BlockReader reader;

    private Hdf5Dataset(FileBytes file, DatasetHeader header) throws IOException {
        this.file = file.unlimited();
        this.header = header;
        this.stored = StoredType.of(header.type());
        this.unsupported = header.unsupported(this.file, stored);
        if (unsupported.isPresent()) {
            this.packedFill = null;
            this.fill = null;
            this.reader = null;
            return;
        }
        StoredType type = stored.orElseThrow();
        this.packedFill = packedFill(type);
        this.fill = new TextElements(this.file, header.type()).fill(packedFill);
        this.reader = reader(type);
    }

    static Hdf5Dataset read(FileBytes file, ObjectHeader header, SharedMessages shared) throws IOException {
        return new Hdf5Dataset(file, DatasetHeader.read(file, header, shared));
    }

    private FillValue packedFill(StoredType type) throws IOException {
        Bytes bytes = header.fill().bytes();
        if (bytes.length() == 0) {
            return FillValue.zero(type.packed());
        }
        if (bytes.length() != type.packed().sizeBytes()) {
            throw file.failure("fill value of " + bytes.length() + " bytes for elements of "
                    + type.packed().sizeBytes());
        }
        ChunkSpec spec = new ChunkSpec(type.packed(), Shape.SCALAR, FillValue.zero(type.packed()));
        NdArray one = FilterPipeline.NONE.chain(type, 0).bind(spec).decode(bytes);
        return new FillValue(type.packed(), one.data());
    }

    private BlockReader reader(StoredType type) throws IOException {
        DataLayout layout = header.layout();
        if (layout instanceof DataLayout.Chunked chunked) {
            ChunkGeometry geometry = ChunkGeometry.of(header.space(), chunked);
            try {
                return new ChunkedReader(file, geometry, chunked, header.pipeline(), type, packedFill);
            } catch (IllegalArgumentException e) {
                throw file.failure("filters " + header.pipeline().labels() + ": " + e.getMessage(), e);
            }
        }
        OptionalLong address = dataAddress();
        if (address.isEmpty()) {
            return region -> NdArray.filled(region.shape(), packedFill);
        }
        return new ContiguousReader(file, address.getAsLong(), header.space().shape(), plainChain(), packedFill);
    }

    private CodecChain plainChain() {
        return FilterPipeline.NONE.chain(stored.orElseThrow(), 0);
    }

    /** Where the elements lie when they are not in chunks. */
    private OptionalLong dataAddress() {
        if (header.layout() instanceof DataLayout.Compact compact) {
            return OptionalLong.of(compact.address());
        }
        return header.layout() instanceof DataLayout.Contiguous contiguous
                ? contiguous.address()
                : OptionalLong.empty();
    }

    /** The type of the elements in the file. */
    public Datatype datatype() {
        return header.type();
    }

    /** The extents. */
    public Dataspace space() {
        return header.space();
    }

    /** Why the elements cannot be read, if they cannot. */
    public Optional<String> unsupported() throws IOException {
        return unsupported.isEmpty() && reader instanceof ChunkedReader chunked ? chunked.unsupported() : unsupported;
    }

    /** The type of the elements that {@link #read} gives. */
    public DataType type() {
        return stored.orElseThrow().type();
    }

    /** The value of elements that were never written. */
    public FillValue fill() {
        return fill;
    }

    /** Whether somebody set the fill value. */
    public boolean hasOwnFill() {
        return header.fill().bytes().length() > 0;
    }

    /** The word for how the elements are stored: {@code compact}, {@code contiguous} or {@code chunked}. */
    public String layout() {
        if (header.layout() instanceof DataLayout.Chunked) {
            return "chunked";
        }
        return header.layout() instanceof DataLayout.Compact ? "compact" : "contiguous";
    }

    /** The extents of a chunk, when the elements are stored in chunks. */
    public Optional<Shape> chunkShape() {
        return header.layout() instanceof DataLayout.Chunked chunked ? Optional.of(chunked.chunk()) : Optional.empty();
    }

    /** Short names of the filters in the order of writing. */
    public List<String> filters() {
        return header.pipeline().labels();
    }

    /** Bytes of the file that hold the elements, not counting texts of any length. */
    public long storedBytes() throws IOException {
        if (reader instanceof ChunkedReader chunked) {
            return chunked.storedBytes();
        }
        return dataAddress().isPresent() ? byteCount() : 0;
    }

    private long byteCount() {
        return header.space().count() * stored.orElseThrow().packed().sizeBytes();
    }

    /**
     * Reads a region. Elements that were never written are the fill value.
     *
     * @throws IllegalArgumentException when the region is not inside the dataset, or is 2 GiB or more
     * @throws dev.varve.dataset.SourceFormatException when the file is damaged there
     */
    public NdArray read(Region region) throws IOException {
        if (region.rank() != header.space().shape().rank()
                || !Region.whole(header.space().shape()).contains(region)) {
            throw new IllegalArgumentException(
                    "region " + region + " is not inside " + header.space().shape());
        }
        return new TextElements(file, header.type()).resolve(reader.read(region), region);
    }

    /**
     * Where the bytes of a chunk lie, if it was written; elements that are not in chunks are one chunk.
     *
     * @param chunkIndex its position on the grid of chunks, which is inside
     */
    public Optional<StoredChunk> chunk(long... chunkIndex) throws IOException {
        if (reader instanceof ChunkedReader chunked) {
            return chunked.chunk(chunkIndex);
        }
        OptionalLong address = dataAddress();
        return address.isEmpty()
                ? Optional.empty()
                : Optional.of(new StoredChunk(file.position(address.getAsLong()), byteCount(), 0));
    }

    /** Whether a chunk's decoded bytes are the elements: not so of texts of any length, and of padded ones. */
    public boolean holdsElements() {
        return TextElements.areAsStored(header.type());
    }

    /** How the bytes of a chunk are decoded. */
    public CodecChain chain(StoredChunk chunk, long... chunkIndex) {
        return reader instanceof ChunkedReader chunked ? chunked.chain(chunkIndex, chunk) : plainChain();
    }
}
