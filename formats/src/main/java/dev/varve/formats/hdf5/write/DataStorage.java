package dev.varve.formats.hdf5.write;

import dev.varve.array.Bytes;
import dev.varve.array.Shape;
import java.util.List;
import java.util.Optional;

/**
 * How the elements of a dataset are stored, and what they are where nothing was written.
 *
 * @param address where they lie when contiguous, where the index of chunks lies otherwise; nowhere when nothing was written
 * @param contiguousBytes bytes of all elements
 * @param elementBytes bytes of one element
 * @param chunk the shape of a chunk, when there are chunks
 * @param filters how chunks are encoded, in order
 * @param fill one element, when there is a value for what was not written
 */
public record DataStorage(
        long address,
        long contiguousBytes,
        int elementBytes,
        Optional<Shape> chunk,
        List<Filter> filters,
        Optional<Bytes> fill) {
    private static final int OPTIONAL = 1;
    private static final int ALLOCATED_LATE = 2;
    private static final int ALLOCATED_BY_CHUNK = 3;
    private static final int WRITTEN_IF_SET = 2 << 2;
    private static final int HAS_FILL = 0x20;

    public DataStorage {
        filters = List.copyOf(filters);
    }

    /**
     * A filter with one setting (section IV.A.2.l).
     *
     * @param id its number: 1 deflate, 2 shuffle
     * @param setting the level, or the bytes of an element
     */
    public record Filter(int id, int setting) {}

    /** Version 3 of the fill value message (section IV.A.2.f). */
    Bytes fillMessage() {
        int flags = (chunk.isPresent() ? ALLOCATED_BY_CHUNK : ALLOCATED_LATE) | WRITTEN_IF_SET;
        Encoder encoder = new Encoder().unsigned8(3).unsigned8(flags | (fill.isPresent() ? HAS_FILL : 0));
        fill.ifPresent(bits -> encoder.unsigned32(bits.length()).raw(bits));
        return encoder.bytes();
    }

    /** Version 3 of the layout message (section IV.A.2.i), the last that HDF5 1.8 knows. */
    Bytes layoutMessage() {
        Encoder encoder = new Encoder().unsigned8(3);
        if (chunk.isEmpty()) {
            return encoder.unsigned8(1)
                    .unsigned64(address)
                    .unsigned64(contiguousBytes)
                    .bytes();
        }
        Shape shape = chunk.get();
        encoder.unsigned8(2).unsigned8(shape.rank() + 1).unsigned64(address);
        for (int axis = 0; axis < shape.rank(); axis++) {
            encoder.unsigned32(shape.extent(axis));
        }
        return encoder.unsigned32(elementBytes).bytes();
    }

    Optional<Bytes> filterMessage() {
        if (filters.isEmpty()) {
            return Optional.empty();
        }
        Encoder encoder = new Encoder().unsigned8(2).unsigned8(filters.size());
        for (Filter filter : filters) {
            encoder.unsigned16(filter.id()).unsigned16(OPTIONAL).unsigned16(1).unsigned32(filter.setting());
        }
        return Optional.of(encoder.bytes());
    }
}
