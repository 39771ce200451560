package dev.varve.formats.hdf5;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** All stored chunks of a dataset, by their place on the chunk grid: about 24 bytes each. Immutable. */
final class ChunkTable {
    private final long[] ordinals;
    private final long[] addresses;
    private final int[] lengths;
    private final int[] masks;

    private ChunkTable(long[] ordinals, long[] addresses, int[] lengths, int[] masks) {
        this.ordinals = ordinals;
        this.addresses = addresses;
        this.lengths = lengths;
        this.masks = masks;
    }

    /** Reads an index whole. */
    static ChunkTable read(FileBytes file, ChunkIndex index) throws IOException {
        Builder builder = new Builder(file);
        index.visit(builder);
        return builder.build();
    }

    /** Where a chunk lies, if it is stored. */
    Optional<StoredChunk> find(FileBytes file, long ordinal) {
        int at = Arrays.binarySearch(ordinals, ordinal);
        return at < 0
                ? Optional.empty()
                : Optional.of(new StoredChunk(file.position(addresses[at]), lengths[at], masks[at]));
    }

    /** Bytes of all stored chunks. */
    long storedBytes() {
        long total = 0;
        for (int length : lengths) {
            total += length;
        }
        return total;
    }

    /** Gathers chunks in any order. */
    private static final class Builder implements ChunkVisitor {
        private final FileBytes file;
        private long[] ordinals = new long[16];
        private long[] addresses = new long[16];
        private int[] lengths = new int[16];
        private int[] masks = new int[16];
        private int count;
        private boolean isSorted = true;

        Builder(FileBytes file) {
            this.file = file;
        }

        @Override
        public void chunk(long ordinal, long address, long lengthBytes, int filterMask) throws IOException {
            if (lengthBytes > Integer.MAX_VALUE - 8) {
                throw file.damaged("chunk", address, "its " + lengthBytes + " bytes are 2 GiB or more");
            }
            if (count == ordinals.length) {
                int capacity = Math.addExact(count, count >> 1);
                ordinals = Arrays.copyOf(ordinals, capacity);
                addresses = Arrays.copyOf(addresses, capacity);
                lengths = Arrays.copyOf(lengths, capacity);
                masks = Arrays.copyOf(masks, capacity);
            }
            isSorted = isSorted && (count == 0 || ordinals[count - 1] < ordinal);
            ordinals[count] = ordinal;
            addresses[count] = address;
            lengths[count] = (int) lengthBytes;
            masks[count] = filterMask;
            count++;
        }

        ChunkTable build() throws IOException {
            if (!isSorted) {
                sort();
            }
            for (int i = 1; i < count; i++) {
                if (ordinals[i - 1] == ordinals[i]) {
                    throw file.damaged("chunk", addresses[i], "is indexed twice");
                }
            }
            return new ChunkTable(
                    Arrays.copyOf(ordinals, count),
                    Arrays.copyOf(addresses, count),
                    Arrays.copyOf(lengths, count),
                    Arrays.copyOf(masks, count));
        }

        /** Heapsort, because it needs no memory of its own. */
        private void sort() {
            for (int root = count / 2 - 1; root >= 0; root--) {
                sift(root, count);
            }
            for (int end = count - 1; end > 0; end--) {
                swap(0, end);
                sift(0, end);
            }
        }

        private void sift(int from, int end) {
            int root = from;
            while (2 * root + 1 < end) {
                int child = 2 * root + 1;
                if (child + 1 < end && ordinals[child] < ordinals[child + 1]) {
                    child++;
                }
                if (ordinals[root] >= ordinals[child]) {
                    return;
                }
                swap(root, child);
                root = child;
            }
        }

        private void swap(int a, int b) {
            long ordinal = ordinals[a];
            ordinals[a] = ordinals[b];
            ordinals[b] = ordinal;
            long address = addresses[a];
            addresses[a] = addresses[b];
            addresses[b] = address;
            int length = lengths[a];
            lengths[a] = lengths[b];
            lengths[b] = length;
            int mask = masks[a];
            masks[a] = masks[b];
            masks[b] = mask;
        }
    }
}
