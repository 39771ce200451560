package dev.varve.array;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * The one form of a block's elements that depends on its values alone: C order, little-endian, element after element;
 * booleans as 0 or 1, complex numbers as real and imaginary part, numbers of less than 8 bits as one byte (integers with
 * their sign), structs field after field without padding, text of fixed length padded with NUL, a variable element as its
 * length in bytes (32 bits) and its bytes; before an element that may be missing a byte 1, or 0 and as many zeros as a value
 * takes, which the length of a variable one counts.
 */
public final class CanonicalBytes {
    private CanonicalBytes() {}

    /** Hands out the canonical bytes of a block, piece by piece; pieces are only valid until the next. */
    public static void write(NdArray block, Consumer<Bytes> out) {
        if (!block.type().isFixedSize()) {
            ByteBuffer length = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (byte[] element : block.elements()) {
                out.accept(Bytes.wrap(length.putInt(0, element.length).array()));
                out.accept(Bytes.wrap(element));
            }
        } else if (block.type() == NumericType.BOOL) {
            byte[] flags = block.data().toArray();
            for (int i = 0; i < flags.length; i++) {
                flags[i] = (byte) (flags[i] == 0 ? 0 : 1);
            }
            out.accept(Bytes.wrap(flags));
        } else {
            out.accept(block.data());
        }
    }

    /**
     * The block of canonical bytes.
     *
     * @throws IllegalArgumentException when the bytes are not those of {@code shape} elements
     */
    public static NdArray read(DataType type, Shape shape, Bytes canonical) {
        return type.isFixedSize() ? NdArray.of(type, shape, canonical) : readVariable(type, shape, canonical);
    }

    private static NdArray readVariable(DataType type, Shape shape, Bytes canonical) {
        if (shape.count() > canonical.length() / Integer.BYTES) {
            throw new IllegalArgumentException(
                    canonical.length() + " bytes cannot hold " + shape.count() + " elements of type " + type);
        }
        byte[][] elements = new byte[(int) shape.count()][];
        int at = 0;
        for (int i = 0; i < elements.length; i++) {
            int rest = canonical.length() - at - Integer.BYTES;
            int length = rest < 0 ? -1 : canonical.getInt(at);
            if (length < 0 || length > rest) {
                throw new IllegalArgumentException("element " + i + " at byte " + at + " is cut off");
            }
            elements[i] = canonical.slice(at + Integer.BYTES, length).toArray();
            at += Integer.BYTES + length;
        }
        if (at != canonical.length()) {
            throw new IllegalArgumentException((canonical.length() - at) + " bytes too many at byte " + at);
        }
        return NdArray.ofVariable(type, shape, elements);
    }
}
