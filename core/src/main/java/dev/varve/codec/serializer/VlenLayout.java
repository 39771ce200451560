package dev.varve.codec.serializer;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.VariableType;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Elements of any length in one run of bytes: how many there are, then for each its length and its bytes. All numbers are
 * unsigned, of 32 bits, little-endian.
 */
record VlenLayout(String name, ChunkSpec decoded, int count) implements ArrayToBytesCodec.Bound {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int NUMBER_BYTES = Integer.BYTES;

    static VlenLayout bind(String name, ChunkSpec decoded) {
        if (!(decoded.type() instanceof VariableType)) {
            throw new IllegalArgumentException(name + " takes string or bytes elements, not " + decoded.type());
        }
        long count = decoded.shape().count();
        if (count > (Bytes.MAX_LENGTH - NUMBER_BYTES) / NUMBER_BYTES) {
            throw new IllegalArgumentException(name + ": " + count + " elements are too many; use smaller chunks");
        }
        return new VlenLayout(name, decoded, (int) count);
    }

    @Override
    public EncodedSize encodedSize() {
        return new EncodedSize.AtMost(Bytes.MAX_LENGTH);
    }

    @Override
    public Bytes encode(NdArray chunk) {
        ChunkCheck.require(name, decoded, chunk);
        requireText(name, chunk);
        long size = NUMBER_BYTES + (long) NUMBER_BYTES * count + chunk.payloadBytes();
        if (size > Bytes.MAX_LENGTH) {
            throw new IllegalArgumentException(name + ": a chunk of 2 GiB or more; use smaller chunks");
        }
        byte[] out = new byte[(int) size];
        INT.set(out, 0, count);
        int at = NUMBER_BYTES;
        for (byte[] element : chunk.elements()) {
            INT.set(out, at, element.length);
            at += NUMBER_BYTES;
            System.arraycopy(element, 0, out, at, element.length);
            at += element.length;
        }
        return Bytes.wrap(out);
    }

    @Override
    public NdArray decode(Bytes encoded) {
        int length = encoded.length();
        if (length < NUMBER_BYTES + (long) NUMBER_BYTES * count) {
            throw new CodecException(name, length + " bytes are too few for " + count + " elements");
        }
        if (encoded.getInt(0) != count) {
            long stored = Integer.toUnsignedLong(encoded.getInt(0));
            throw new CodecException(name, stored + " elements at byte 0, expected " + count);
        }
        byte[][] elements = new byte[count][];
        int at = NUMBER_BYTES;
        for (int i = 0; i < count; i++) {
            int room = length - at - NUMBER_BYTES;
            int size = room < 0 ? 0 : encoded.getInt(at);
            if (room < 0 || size < 0 || size > room) {
                throw new CodecException(name, "element " + i + " at byte " + at + " is cut off");
            }
            at += NUMBER_BYTES;
            int from = encoded.offset() + at;
            elements[i] = Arrays.copyOfRange(encoded.array(), from, from + size);
            if (decoded.type() == VariableType.STRING) {
                requireUtf8(name, elements[i], at);
            }
            at += size;
        }
        if (at != length) {
            throw new CodecException(name, (length - at) + " bytes too many at byte " + at);
        }
        return NdArray.ofVariable((VariableType) decoded.type(), decoded.shape(), elements);
    }

    /** Refuses to encode elements of type string that are no text: what was written of them could not be read again. */
    static void requireText(String name, NdArray chunk) {
        if (chunk.type() != VariableType.STRING) {
            return;
        }
        byte[][] elements = chunk.elements();
        for (int i = 0; i < elements.length; i++) {
            if (!isUtf8(elements[i])) {
                throw new CodecException(name, "element " + i + " is not UTF-8");
            }
        }
    }

    /** Refuses bytes that are no text; {@code at} is where they stand. */
    static void requireUtf8(String name, byte[] text, int at) {
        if (!isUtf8(text)) {
            throw new CodecException(name, "text at byte " + at + " is not UTF-8");
        }
    }

    private static boolean isUtf8(byte[] text) {
        int bits = 0;
        for (byte b : text) {
            bits |= b;
        }
        if (bits >= 0) {
            return true; // ASCII
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
