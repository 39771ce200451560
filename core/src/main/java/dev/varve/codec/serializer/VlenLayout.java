package dev.varve.codec.serializer;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.VariableType;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;

/**
 * Numcodecs' layout of variable elements: their number, then each one's length and bytes; all numbers are 32 bits,
 * little-endian.
 *
 * @param name the codec's name
 * @param type the type of the elements
 * @param decoded what every chunk looks like
 */
record VlenLayout(String name, VariableType type, ChunkSpec decoded) implements ArrayToBytesCodec.Bound {
    VlenLayout {
        if (decoded.type() != type) {
            throw new IllegalArgumentException(name + ": elements are " + decoded.type() + ", not " + type);
        }
    }

    @Override
    public EncodedSize encodedSize() {
        return new EncodedSize.AtMost(Integer.MAX_VALUE - 8);
    }

    @Override
    public Bytes encode(NdArray chunk) {
        byte[][] elements = chunk.elements();
        long size = Integer.BYTES;
        for (byte[] element : elements) {
            size += Integer.BYTES + element.length;
        }
        if (size > encodedSize().maxBytes()) {
            throw new CodecException(name, "a chunk of " + size + " bytes is 2 GiB or more; use smaller chunks");
        }
        byte[] encoded = new byte[(int) size];
        int at = put(encoded, 0, elements.length);
        for (byte[] element : elements) {
            at = put(encoded, at, element.length);
            System.arraycopy(element, 0, encoded, at, element.length);
            at += element.length;
        }
        return Bytes.wrap(encoded);
    }

    private static int put(byte[] target, int at, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            target[at + i] = (byte) (value >>> (8 * i));
        }
        return at + Integer.BYTES;
    }

    @Override
    public NdArray decode(Bytes encoded) {
        long expected = decoded.shape().count();
        long count = encoded.length() < Integer.BYTES ? -1 : Integer.toUnsignedLong(encoded.getInt(0));
        if (count != expected || expected > (encoded.length() - Integer.BYTES) / Integer.BYTES) {
            throw new CodecException(
                    name, encoded.length() + " bytes that announce " + count + " elements where " + expected + " are");
        }
        byte[][] elements = new byte[(int) expected][];
        int at = Integer.BYTES;
        for (int i = 0; i < elements.length; i++) {
            elements[i] = element(encoded, at, i);
            at += Integer.BYTES + elements[i].length;
        }
        if (at != encoded.length()) {
            throw new CodecException(name, (encoded.length() - at) + " bytes follow the last element");
        }
        return NdArray.ofVariable(type, decoded.shape(), elements);
    }

    private byte[] element(Bytes encoded, int at, int index) {
        int left = encoded.length() - at - Integer.BYTES;
        int length = left < 0 ? -1 : encoded.getInt(at);
        if (length < 0 || length > left) {
            throw new CodecException(name, "element " + index + " at byte " + at + " reaches beyond the chunk");
        }
        return encoded.slice(at + Integer.BYTES, length).toArray();
    }
}
