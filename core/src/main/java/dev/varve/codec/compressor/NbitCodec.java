package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;

/**
 * N-bit: stores only the significant bits of numbers whose type leaves others unused, as HDF5 filter 5 does.
 *
 * <p>The significant bits of all elements follow each other, the most significant first, whatever the byte order; one more
 * byte than is full ends the chunk. When every bit is significant the bytes stay as they are.
 *
 * <p>Specification: HDF5's {@code H5Znbit.c}. v3 name: none. v2 ids: none. HDF5 filter: 5, client data {@code count,
 * passes, elements, class, size, order, precision, offset}.
 *
 * <pre>{@code {"name": "hdf5.nbit", "configuration": {"elements": 1000, "element": 2, "precision": 12, "offset": 0}}}</pre>
 *
 * <p>Differences from the reference: integers and floating point numbers of up to 8 bytes only; compound and array
 * types are refused. Elements with bits outside the significant ones are refused when encoding; the reference drops
 * them.
 *
 * @param elements elements of a chunk
 * @param elementBytes bytes of an element; more than 8 only when every bit is significant
 * @param isBigEndian the order of the bytes of an element
 * @param precisionBits significant bits of an element
 * @param offsetBits unused bits below the significant ones
 */
public record NbitCodec(int elements, int elementBytes, boolean isBigEndian, int precisionBits, int offsetBits)
        implements BytesToBytesCodec {
    /** The name in messages: there is none in Zarr. */
    public static final String NAME = "hdf5.nbit";

    private static final int ATOMIC_CLASS = 1;
    private static final int ATOMIC_VALUES = 8;

    public NbitCodec {
        if (elements < 0) {
            throw new IllegalArgumentException("nbit chunk of " + elements + " elements");
        }
        if (elementBytes < 1 || elementBytes > Integer.MAX_VALUE / Byte.SIZE) {
            throw new IllegalArgumentException("nbit elements of " + elementBytes + " bytes");
        }
        if (precisionBits < 1 || offsetBits < 0 || offsetBits > elementBytes * Byte.SIZE - precisionBits) {
            throw new IllegalArgumentException("nbit precision " + precisionBits + " and offset " + offsetBits
                    + " do not fit into " + elementBytes + " bytes");
        }
        if (elementBytes > Long.BYTES && precisionBits != elementBytes * Byte.SIZE) {
            throw new IllegalArgumentException("nbit elements of " + elementBytes + " bytes are not supported");
        }
    }

    /**
     * The codec that a file's client data mean.
     *
     * @throws IllegalArgumentException when they mean none, or a compound or array type
     */
    public static NbitCodec ofClientData(int... values) {
        if (values.length < 5) {
            throw new IllegalArgumentException(NAME + ": " + values.length + " client data values are too few");
        }
        boolean passes = values[1] != 0;
        if (passes && values[4] > 0 && values[4] <= Integer.MAX_VALUE / Byte.SIZE) {
            return new NbitCodec(values[2], values[4], false, values[4] * Byte.SIZE, 0);
        }
        if (values[3] != ATOMIC_CLASS || values.length != ATOMIC_VALUES) {
            throw new IllegalArgumentException(
                    NAME + ": type class " + values[3] + " is not supported, only numbers are");
        }
        return new NbitCodec(values[2], values[4], values[5] != 0, values[6], values[7]);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(EncodedSize decoded, int typeSizeBytes) {
        return new BoundNbit(DecodedSizes.requireKnown(NAME, decoded, (long) elements * elementBytes));
    }

    private boolean passes() {
        return precisionBits == elementBytes * Byte.SIZE;
    }

    private final class BoundNbit implements Bound {
        private final int length;

        BoundNbit(int length) {
            this.length = length;
        }

        @Override
        public EncodedSize encodedSize() {
            return new EncodedSize.Exactly(passes() ? length : (long) elements * precisionBits / Byte.SIZE + 1);
        }

        @Override
        public Bytes encode(Bytes decoded) {
            DecodedSizes.requireInput(NAME, new EncodedSize.Exactly(length), decoded.length());
            if (passes()) {
                return decoded;
            }
            ElementBytes layout = new ElementBytes(elementBytes, isBigEndian);
            long significant = ElementBytes.mask(precisionBits);
            int encodedLength = DecodedSizes.arrayLength(NAME, encodedSize().maxBytes());
            BitWriter out = new BitWriter(encodedLength);
            for (int i = 0; i < elements; i++) {
                long bits = layout.get(decoded.array(), decoded.offset() + i * elementBytes);
                if ((bits & ~(significant << offsetBits)) != 0) {
                    throw new IllegalArgumentException(NAME + ": element " + i + " has bits outside the "
                            + precisionBits + " above bit " + offsetBits);
                }
                out.putLong(bits >>> offsetBits, precisionBits);
            }
            return out.toBytes(encodedLength);
        }

        @Override
        public Bytes decode(Bytes encoded) {
            if (passes()) {
                DecodedSizes.requireOutput(NAME, new EncodedSize.Exactly(length), encoded.length());
                return encoded;
            }
            long needed = ((long) elements * precisionBits + Byte.SIZE - 1) / Byte.SIZE;
            if (encoded.length() < needed) {
                throw new CodecException(
                        NAME, "chunk ends at byte " + encoded.length() + ", the elements take " + needed);
            }
            ElementBytes layout = new ElementBytes(elementBytes, isBigEndian);
            BitReader in = new BitReader(encoded, 0);
            byte[] out = new byte[length];
            for (int i = 0; i < elements; i++) {
                layout.put(out, i * elementBytes, in.read(precisionBits) << offsetBits);
            }
            return Bytes.wrap(out);
        }
    }
}
