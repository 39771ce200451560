package dev.varve.pipeline;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.grid.RegularGrid;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A stored object of which elements have come, but not all: its chunks, decoded while they have gaps, then encoded. */
final class PendingObject {
    private final long[] index;
    private final RegularGrid cells;
    private final Region inside;
    private final FillValue fill;
    private final Map<Integer, Change> changes = new TreeMap<>();
    private final Map<Integer, MemoryBudget.Lease> leases = new HashMap<>();

    /**
     * An object without elements.
     *
     * @param inside what of it lies inside the array, counted from its first element
     */
    PendingObject(long[] index, RegularGrid cells, Region inside, FillValue fill) {
        this.index = index.clone();
        this.cells = cells;
        this.inside = inside;
        this.fill = fill;
    }

    /** Its position on the grid of objects. */
    long[] index() {
        return index.clone();
    }

    /** Bytes that a chunk with gaps takes: its elements, and a bit for each. */
    long chunkBytes() {
        long count = cells.chunk().count();
        return count * StoredArray.elementBytes(fill.type()) + count / Byte.SIZE + 1;
    }

    /** Bytes that are held for it. */
    long heldBytes() {
        long bytes = 0;
        for (MemoryBudget.Lease lease : leases.values()) {
            bytes += lease.bytes();
        }
        return bytes;
    }

    /** Whether a chunk is held with gaps. */
    boolean holds(int chunk) {
        return changes.get(chunk) instanceof Change.Masked;
    }

    /** Begins to hold a chunk; one that was encoded already is given up, since it is to change. */
    void add(int chunk, MemoryBudget.Lease lease) {
        MemoryBudget.Lease old = leases.put(chunk, lease);
        if (old != null) {
            old.close();
        }
    }

    /** What of a chunk lies inside the array, counted from its first element. */
    Region inside(int chunk) {
        Region cell = cells.cell(cells.index(chunk));
        return inside.intersection(cell).orElseThrow().relativeTo(cell.starts());
    }

    /** What is to happen to a chunk. */
    Change change(int chunk) {
        return changes.get(chunk);
    }

    /** What is to happen to all chunks. */
    Map<Integer, Change> changes() {
        return new TreeMap<>(changes);
    }

    /** Whether a chunk is encoded already. */
    boolean isEncoded(int chunk) {
        return changes.get(chunk) instanceof Change.Encoded;
    }

    /** Takes over the elements of chunks that are all held. */
    void take(List<Share> parts, NdArray data) {
        for (Share part : parts) {
            int chunk = (int) cells.ordinal(part.chunkIndex());
            Change.Masked masked = (Change.Masked) changes.computeIfAbsent(
                    chunk, unused -> new Change.Masked(NdArray.allocate(fill.type(), cells.chunk()), new BitSet()));
            part.gather(data, masked.chunk());
            part.mark(cells.chunk(), masked.places());
        }
    }

    /** The chunks that have no gap any more and are not encoded yet. */
    List<Integer> complete() {
        List<Integer> complete = new ArrayList<>();
        changes.forEach((chunk, change) -> {
            if (change instanceof Change.Masked masked
                    && masked.places().cardinality() == inside(chunk).count()) {
                complete.add(chunk);
            }
        });
        return complete;
    }

    /** Holds a chunk encoded from now on. */
    void replace(int chunk, Optional<Bytes> encoded) {
        changes.put(chunk, new Change.Encoded(encoded));
        leases.get(chunk).shrinkTo(encoded.map(Bytes::length).orElse(0));
    }

    /** Whether every chunk that has elements inside the array is encoded. */
    boolean isComplete() {
        long encoded = changes.values().stream()
                .filter(change -> change instanceof Change.Encoded)
                .count();
        return encoded == cells.chunksOf(inside).count();
    }

    /** Gives the memory back. */
    void close() {
        leases.values().forEach(MemoryBudget.Lease::close);
        leases.clear();
    }
}
