package dev.varve.array;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;

/**
 * An in-memory block: elements of one type in C order.
 *
 * <p>Fixed-size elements lie packed and little-endian in one {@code byte[]}; variable elements are a {@code byte[]} each,
 * never null. A block is written by whoever made it ({@link #paste}, {@link #allocate}) until it is handed on; from then
 * on it is only read and may be shared by threads. A block of 2 GiB or more is refused.
 */
public final class NdArray {
    private final DataType type;
    private final Shape shape;
    private final Bytes data;
    private final byte[][] elements;

    private NdArray(DataType type, Shape shape, Bytes data, byte[][] elements) {
        this.type = type;
        this.shape = shape;
        this.data = data;
        this.elements = elements;
    }

    /**
     * A block over packed little-endian elements; shares the bytes.
     *
     * @throws IllegalArgumentException when the length is not that of {@code shape} elements
     */
    public static NdArray of(DataType type, Shape shape, Bytes data) {
        if (data.length() != sizeBytes(type, shape)) {
            throw new IllegalArgumentException(
                    data.length() + " bytes for " + shape + " " + type + ", which take " + sizeBytes(type, shape));
        }
        return new NdArray(type, shape, data, null);
    }

    /** A block of variable elements; shares the array. */
    public static NdArray ofVariable(DataType type, Shape shape, byte[][] elements) {
        if (type.isFixedSize()) {
            throw new IllegalArgumentException("elements of type " + type + " are no arrays of their own");
        }
        if (elements.length != shape.count()) {
            throw new IllegalArgumentException(elements.length + " elements for shape " + shape);
        }
        return new NdArray(type, shape, null, elements);
    }

    /** A block of text. */
    public static NdArray ofStrings(Shape shape, String... values) {
        byte[][] elements = new byte[values.length][];
        for (int i = 0; i < values.length; i++) {
            elements[i] = values[i].getBytes(StandardCharsets.UTF_8);
        }
        return ofVariable(VariableType.STRING, shape, elements);
    }

    /** A block of zeros, of empty or of missing elements. */
    public static NdArray allocate(DataType type, Shape shape) {
        if (!type.isFixedSize()) {
            byte[][] elements = new byte[requireInt(shape.count(), type, shape)][];
            Arrays.fill(elements, FillValue.zero(type).bits().toArray());
            return ofVariable(type, shape, elements);
        }
        return new NdArray(type, shape, Bytes.wrap(new byte[sizeBytes(type, shape)]), null);
    }

    /** A block whose every element is {@code fill}. */
    public static NdArray filled(Shape shape, FillValue fill) {
        NdArray block = allocate(fill.type(), shape);
        block.fillWith(fill);
        return block;
    }

    private void fillWith(FillValue fill) {
        if (data == null || !isZero(fill.bits().toArray())) {
            fill(fill);
        }
    }

    /** Gives every element the fill value, whatever it was. */
    public void fill(FillValue fill) {
        byte[] unit = fill.bits().toArray();
        if (elements != null) {
            Arrays.fill(elements, unit);
            return;
        }
        byte[] target = data.array();
        int from = data.offset();
        int length = data.length();
        if (isZero(unit)) {
            Arrays.fill(target, from, from + length, (byte) 0);
        } else if (length > 0) {
            System.arraycopy(unit, 0, target, from, unit.length);
            for (int done = unit.length; done < length; done = Math.min(length, 2 * done)) {
                System.arraycopy(target, from, target, from + done, Math.min(done, length - done));
                if (done > length / 2) {
                    break;
                }
            }
        }
    }

    /**
     * Copies the elements at all combinations of positions on each axis of {@code source} to the combinations of as many
     * positions here. Where a position comes several times here, the last one stays.
     *
     * @throws IllegalArgumentException when types, ranks or numbers of positions differ
     * @throws IndexOutOfBoundsException when a position is not inside its block
     */
    public void pasteIndexed(NdArray source, int[][] sourceAt, int[][] at) {
        if (!type.equals(source.type) || sourceAt.length != source.shape.rank() || at.length != shape.rank()) {
            throw new IllegalArgumentException("cannot paste elements of " + source + " into " + this);
        }
        boolean isEmpty = false;
        for (int axis = 0; axis < at.length; axis++) {
            if (sourceAt[axis].length != at[axis].length) {
                throw new IllegalArgumentException(
                        sourceAt[axis].length + " positions to " + at[axis].length + " on axis " + axis);
            }
            for (int i = 0; i < at[axis].length; i++) {
                Objects.checkIndex(sourceAt[axis][i], source.shape.extent(axis));
                Objects.checkIndex(at[axis][i], shape.extent(axis));
            }
            isEmpty |= at[axis].length == 0;
        }
        if (!isEmpty) {
            IndexedCopy.between(source.shape, sourceAt, shape, at)
                    .run(source.storage(), source.storageOffset(), storage(), storageOffset(), unit());
        }
    }

    /**
     * Copies single elements, each given by its place in C order. Where a place comes several times here, the last one
     * stays.
     *
     * @throws IllegalArgumentException when types or numbers of places differ
     * @throws IndexOutOfBoundsException when a place is not inside its block
     */
    public void pastePoints(NdArray source, int[] sourcePlaces, int[] places) {
        if (!type.equals(source.type) || sourcePlaces.length != places.length) {
            throw new IllegalArgumentException("cannot paste " + sourcePlaces.length + " elements of " + source
                    + " into " + places.length + " of " + this);
        }
        long sourceCount = source.shape.count();
        long count = shape.count();
        for (int i = 0; i < places.length; i++) {
            Objects.checkIndex(sourcePlaces[i], sourceCount);
            Objects.checkIndex(places[i], count);
        }
        IndexedCopy.points(
                source.storage(), source.storageOffset(), sourcePlaces, storage(), storageOffset(), places, unit());
    }

    /** Copies the elements at some places, counted in C order, of a block of the same type and shape. */
    public void pasteElements(NdArray source, BitSet places) {
        if (!type.equals(source.type) || !shape.equals(source.shape)) {
            throw new IllegalArgumentException("cannot paste elements of " + source + " into " + this);
        }
        for (int from = places.nextSetBit(0); from >= 0; ) {
            int to = places.nextClearBit(from);
            System.arraycopy(
                    source.storage(),
                    source.storageOffset() + from * unit(),
                    storage(),
                    storageOffset() + from * unit(),
                    (to - from) * unit());
            from = places.nextSetBit(to);
        }
    }

    private static boolean isZero(byte[] unit) {
        for (byte b : unit) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Bytes that a block of fixed-size elements takes.
     *
     * @throws IllegalArgumentException when it is 2 GiB or more
     */
    public static int sizeBytes(DataType type, Shape shape) {
        long count = shape.count();
        if (count > Bytes.MAX_LENGTH / type.sizeBytes()) {
            return requireInt(Long.MAX_VALUE, type, shape);
        }
        return (int) (count * type.sizeBytes());
    }

    private static int requireInt(long count, DataType type, Shape shape) {
        if (count > Bytes.MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a block of " + shape + " " + type + " is 2 GiB or more; use smaller chunks or regions");
        }
        return (int) count;
    }

    /** The element type. */
    public DataType type() {
        return type;
    }

    /** The extents. */
    public Shape shape() {
        return shape;
    }

    /**
     * The packed little-endian elements in C order.
     *
     * @throws IllegalStateException when elements are variable
     */
    public Bytes data() {
        if (data == null) {
            throw new IllegalStateException(type + " elements are not packed");
        }
        return data;
    }

    /**
     * The variable elements in C order; not copied.
     *
     * @throws IllegalStateException when elements have a fixed size
     */
    public byte[][] elements() {
        if (elements == null) {
            throw new IllegalStateException(type + " elements are packed");
        }
        return elements;
    }

    /** Bytes of memory that the elements take, not counting object headers. */
    public long payloadBytes() {
        if (data != null) {
            return data.length();
        }
        long total = 0;
        for (byte[] element : elements) {
            total += element.length;
        }
        return total;
    }

    /**
     * This block at the beginning of a larger one, whose other elements are those of this block's nearest edge.
     *
     * @throws IllegalArgumentException when this block is empty, or the shape is smaller on an axis or of another rank
     */
    public NdArray extended(Shape larger) {
        NdArray block = allocate(type, larger);
        block.paste(this, Region.whole(shape), new long[shape.rank()]);
        long[] done = shape.extents();
        for (int axis = 0; axis < done.length; axis++) {
            long[] last = new long[done.length];
            last[axis] = done[axis] - 1;
            long[] one = done.clone();
            one[axis] = 1;
            Region edge = Region.of(last, Shape.of(one));
            for (long at = done[axis]; at < larger.extent(axis); at++) {
                long[] target = new long[done.length];
                target[axis] = at;
                block.paste(block, edge, target);
            }
            done[axis] = larger.extent(axis);
        }
        return block;
    }

    /** The same elements under another shape of the same count; shares them. */
    public NdArray reshape(Shape other) {
        if (other.count() != shape.count()) {
            throw new IllegalArgumentException("cannot see " + shape + " as " + other);
        }
        return new NdArray(type, other, data, elements);
    }

    /** The same bits under another type of the same size; shares them. */
    public NdArray reinterpret(DataType other) {
        return of(other, shape, data());
    }

    /** A region of this block: a copy, or this block itself when the region is all of it. */
    public NdArray slice(Region region) {
        if (region.shape().equals(shape)) {
            return this;
        }
        NdArray part = allocate(type, region.shape());
        part.paste(this, region, new long[shape.rank()]);
        return part;
    }

    /**
     * Copies {@code region} of {@code source} into this block, its first element landing at {@code at}. Disjoint targets
     * may be pasted by several threads at once.
     *
     * @throws IllegalArgumentException when types or ranks differ or a box is not inside its block
     */
    public void paste(NdArray source, Region region, long[] at) {
        Region target = Region.of(at, region.shape());
        if (!type.equals(source.type)
                || shape.rank() != source.shape.rank()
                || !Region.whole(shape).contains(target)
                || !Region.whole(source.shape).contains(region)) {
            throw new IllegalArgumentException(
                    "cannot paste " + region + " of " + source + " at " + target + " of " + this);
        }
        if (region.count() > 0) {
            BoxCopy.between(source.shape, region.starts(), shape, at, region.shape())
                    .run(source.storage(), source.storageOffset(), storage(), storageOffset(), unit());
        }
    }

    private Object storage() {
        return data == null ? elements : data.array();
    }

    private int storageOffset() {
        return data == null ? 0 : data.offset();
    }

    private int unit() {
        return data == null ? 1 : type.sizeBytes();
    }

    /** Whether every element has exactly the bits of {@code fill}. */
    public boolean isAll(FillValue fill) {
        if (elements != null) {
            byte[] unit = fill.bits().toArray();
            for (byte[] element : elements) {
                if (!Arrays.equals(element, unit)) {
                    return false;
                }
            }
            return true;
        }
        int unit = type.sizeBytes();
        if (data.length() == 0) {
            return true;
        }
        // A run equals itself shifted by one element exactly when all its elements are equal.
        byte[] array = data.array();
        int from = data.offset();
        return data.slice(0, unit).equals(fill.bits())
                && Arrays.equals(array, from, from + data.length() - unit, array, from + unit, from + data.length());
    }

    /** Whether type, shape and every bit are equal. */
    public boolean sameBits(NdArray other) {
        return type.equals(other.type)
                && shape.equals(other.shape)
                && (data != null ? data.equals(other.data) : Arrays.deepEquals(elements, other.elements));
    }

    /** For messages: {@code float32 (12, 720)}. */
    @Override
    public String toString() {
        return type + " " + shape;
    }
}
