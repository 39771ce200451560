package dev.varve.formats.hdf5;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import java.io.IOException;

/**
 * Reads elements that lie in one run. Of a region only the rows that are needed are read; where rows lie close together
 * one read takes several with the gaps between them.
 */
final class ContiguousReader implements BlockReader {
    /** So much is read in one go whatever part of it is needed: a seek costs about as much. */
    private static final long SMALL_SPAN = 1 << 20;

    /** A larger span must be half needed, and is never more than this. */
    private static final long LARGE_SPAN = 64L << 20;

    private final FileBytes file;
    private final long address;
    private final Shape shape;
    private final CodecChain chain;
    private final FillValue fill;

    ContiguousReader(FileBytes file, long address, Shape shape, CodecChain chain, FillValue fill) {
        this.file = file;
        this.address = address;
        this.shape = shape;
        this.chain = chain;
        this.fill = fill;
    }

    @Override
    public NdArray read(Region region) throws IOException {
        int length = NdArray.sizeBytes(fill.type(), region.shape());
        if (length == 0) {
            return NdArray.allocate(fill.type(), region.shape());
        }
        Bytes raw = new Rows(region, length).read();
        return chain.bind(new ChunkSpec(fill.type(), region.shape(), fill)).decode(raw);
    }

    /** The rows of one region: axes before {@code split} take a read each, those before {@code inner} a copy each. */
    private final class Rows {
        private final Region region;
        private final int length;
        private final long[] strides = shape.strides();
        private final int elementBytes = fill.type().sizeBytes();
        private final int inner;
        private final long rowBytes;
        private final int split;

        Rows(Region region, int length) {
            this.region = region;
            this.length = length;
            int axis = region.rank();
            long row = elementBytes;
            while (axis > 0) {
                axis--;
                row *= region.shape().extent(axis);
                if (region.shape().extent(axis) != shape.extent(axis)) {
                    break;
                }
            }
            this.inner = axis;
            this.rowBytes = row;
            int outer = 0;
            while (outer < inner && !isWorthOneRead(outer)) {
                outer++;
            }
            this.split = outer;
        }

        /** Bytes from the first to behind the last element of the region on the axes from one on. */
        private long spanBytes(int from) {
            long last = 0;
            for (int axis = from; axis < region.rank(); axis++) {
                last += (region.shape().extent(axis) - 1) * strides[axis];
            }
            return (last + 1) * elementBytes;
        }

        private boolean isWorthOneRead(int from) {
            long span = spanBytes(from);
            long needed = rowBytes;
            for (int axis = from; axis < inner; axis++) {
                needed *= region.shape().extent(axis);
            }
            return span <= SMALL_SPAN || (span <= LARGE_SPAN && span <= 2 * needed);
        }

        Bytes read() throws IOException {
            long span = spanBytes(split);
            if (split == 0 && inner == 0) {
                return file.read("data", start(), span).bytes();
            }
            byte[] target = new byte[length];
            Odometer outer = new Odometer(0, split);
            int done = 0;
            do {
                Bytes bytes = file.read("data", start() + outer.offset * elementBytes, span)
                        .bytes();
                Odometer rows = new Odometer(split, inner);
                do {
                    int at = Math.toIntExact(rows.offset * elementBytes);
                    bytes.slice(at, (int) rowBytes).copyTo(target, done);
                    done += (int) rowBytes;
                } while (rows.advance());
            } while (outer.advance());
            return Bytes.wrap(target);
        }

        private long start() {
            long first = 0;
            for (int axis = 0; axis < region.rank(); axis++) {
                first += region.start(axis) * strides[axis];
            }
            return address + first * elementBytes;
        }

        /** Counts through some axes of the region in C order; {@code offset} is in elements. */
        private final class Odometer {
            private final int from;
            private final long[] index;
            private long offset;

            Odometer(int from, int to) {
                this.from = from;
                this.index = new long[to - from];
            }

            boolean advance() {
                for (int i = index.length - 1; i >= 0; i--) {
                    offset += strides[from + i];
                    if (++index[i] < region.shape().extent(from + i)) {
                        return true;
                    }
                    offset -= index[i] * strides[from + i];
                    index[i] = 0;
                }
                return false;
            }
        }
    }
}
