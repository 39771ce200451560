package dev.varve.formats.hdf5;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import dev.varve.dataset.SourceFormatException;
import dev.varve.grid.GridOrder;
import java.io.IOException;
import java.util.Arrays;
import java.util.IdentityHashMap;

/**
 * Turns elements as they lie in the file into those that a reader sees: where a text lies into the text, and padding of
 * texts of fixed length into NULs. Other elements stay as they are. For one thread.
 */
final class TextElements {
    private static final int NULL_TERMINATED = 0;
    private static final int SPACE_PADDED = 2;

    private final FileBytes file;
    private final Datatype type;
    private final GlobalHeap heap;
    /** The texts of objects that were met; an object is the same array each time. */
    private final IdentityHashMap<byte[], byte[]> texts = new IdentityHashMap<>();

    TextElements(FileBytes file, Datatype type) {
        this.file = file;
        this.type = type;
        this.heap = new GlobalHeap(file);
    }

    /** Whether a reader sees elements of a type just as they lie in the file, but for the order of bytes. */
    static boolean areAsStored(Datatype type) {
        return !(type instanceof Datatype.VariableString)
                && !(type instanceof Datatype.FixedString text && hasPadding(text));
    }

    /** One character is itself: netCDF's char has no room for a NUL behind it. */
    private static boolean hasPadding(Datatype.FixedString text) {
        return text.padding() == SPACE_PADDED || (text.padding() == NULL_TERMINATED && text.sizeBytes() > 1);
    }

    /** The fill value as a reader sees it. */
    FillValue fill(FillValue packed) throws IOException {
        if (areAsStored(type)) {
            return packed;
        }
        NdArray one = resolve(NdArray.filled(Shape.SCALAR, packed), Region.whole(Shape.SCALAR));
        boolean isVariable = one.type() == VariableType.STRING;
        return new FillValue(one.type(), isVariable ? Bytes.wrap(one.elements()[0]) : one.data());
    }

    /**
     * The elements as a reader sees them.
     *
     * @param region where they lie, for messages
     */
    NdArray resolve(NdArray packed, Region region) throws IOException {
        if (areAsStored(type)) {
            return packed;
        }
        if (type instanceof Datatype.FixedString text) {
            return NdArray.of(packed.type(), packed.shape(), Bytes.wrap(withNuls(packed.data(), text)));
        }
        int size = packed.type().sizeBytes();
        byte[][] elements = new byte[packed.data().length() / size][];
        for (int i = 0; i < elements.length; i++) {
            try {
                elements[i] = text(packed.data().slice(i * size, size));
            } catch (SourceFormatException e) {
                throw file.failure("element " + place(region, i) + ": " + file.reason(e));
            }
        }
        return NdArray.ofVariable(VariableType.STRING, region.shape(), elements);
    }

    private static String place(Region region, int ordinal) {
        long[] at = GridOrder.index(region.shape(), ordinal);
        for (int axis = 0; axis < at.length; axis++) {
            at[axis] += region.start(axis);
        }
        return Shape.of(at).toString();
    }

    /** What stands behind the NUL that ends a text, or the spaces that fill it up, is not part of it. */
    private static byte[] withNuls(Bytes data, Datatype.FixedString type) {
        byte[] result = data.toArray();
        int size = type.sizeBytes();
        for (int at = 0; at < result.length; at += size) {
            int end = at;
            if (type.padding() == NULL_TERMINATED) {
                while (end < at + size && result[end] != 0) {
                    end++;
                }
            } else {
                end = at + size;
                while (end > at && result[end - 1] == ' ') {
                    end--;
                }
            }
            Arrays.fill(result, end, at + size, (byte) 0);
        }
        return result;
    }

    /** The library stores texts without a NUL, and reads up to the first one. */
    private byte[] text(Bytes element) throws IOException {
        byte[] object = heap.object(new Cursor(file, "text", element, 0), 1);
        byte[] known = texts.get(object);
        if (known == null) {
            Bytes text = Text.untilNul(Bytes.wrap(object));
            if (Text.utf8(text).isEmpty()) {
                throw file.failure("a text of " + text.length() + " bytes is not UTF-8");
            }
            known = text.length() == object.length ? object : text.toArray();
            texts.put(object, known);
        }
        return known;
    }

    /** Texts of fixed length without the spaces that fill them up. */
    static Bytes withoutSpaces(Bytes data, Datatype.FixedString type) {
        return type.padding() == SPACE_PADDED ? Bytes.wrap(withNuls(data, type)) : data;
    }
}
