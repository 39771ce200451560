package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import java.util.OptionalLong;

/**
 * Scale-offset: stores numbers as differences to the smallest one, in as few bits as the largest takes, as HDF5 filter 6
 * does. Floating point numbers are first multiplied by a power of ten and rounded.
 *
 * <p>A chunk is the number of bits (4 bytes), the size of the smallest number (1 byte, always 8), the smallest number (8
 * bytes), eight bytes of zeros, then the differences, the most significant bit first, and one more byte than is full. All
 * ones stand for the fill value, if there is one. When all bits are needed the elements follow as they are.
 *
 * <p>Specification: HDF5's {@code H5Zscaleoffset.c}. v3 name: none. v2 ids: none. HDF5 filter: 6, client data {@code
 * scale type, scale factor, elements, class, size, sign, order, has fill, fill...}.
 *
 * <pre>{@code {"name": "hdf5.scaleoffset", "configuration": {"values": "float", "factor": 2, "elements": 1000, "element": 4}}}</pre>
 *
 * <p>Differences from the reference: when encoding, integers that do not fit into a given number of bits and numbers
 * that are not finite are refused; the reference stores others in their place. Chunks with all bits are taken to come
 * from a little-endian machine: the format does not say.
 *
 * @param values what the elements are
 * @param scaleFactor of integers: the bits of a difference, 0 to have them counted, all bits to store elements as they are; of
 *     floating point numbers: the decimal digits after the point that are kept, may be negative
 * @param elements elements of a chunk, at least 1
 * @param elementBytes bytes of an element: 1, 2, 4 or 8; floating point: 4 or 8
 * @param isBigEndian the order of the bytes of an element
 * @param fill the bits of the fill value, if the file has one
 */
public record ScaleOffsetCodec(
        Values values, int scaleFactor, int elements, int elementBytes, boolean isBigEndian, OptionalLong fill)
        implements BytesToBytesCodec {
    /** The name in messages: there is none in Zarr. */
    public static final String NAME = "hdf5.scaleoffset";

    private static final int HEADER_BYTES = 21;
    private static final int MINIMUM_AT = 5;
    private static final int MAX_DIGITS = 300;
    private static final int CLIENT_VALUES = 20;

    /** What the elements are. */
    public enum Values {
        UNSIGNED,
        SIGNED,
        FLOAT
    }

    public ScaleOffsetCodec {
        if (elements < 1) {
            throw new IllegalArgumentException("scaleoffset chunk of " + elements + " elements");
        }
        boolean isSize = elementBytes == 4 || elementBytes == 8;
        boolean isIntegerSize = elementBytes == 1 || elementBytes == 2;
        if (!isSize && (values == Values.FLOAT || !isIntegerSize)) {
            throw new IllegalArgumentException("scaleoffset elements of " + elementBytes + " bytes are not supported");
        }
        if (values == Values.FLOAT ? Math.abs((long) scaleFactor) > MAX_DIGITS : scaleFactor < 0) {
            throw new IllegalArgumentException("scaleoffset scale factor " + scaleFactor);
        }
        if (values != Values.FLOAT && scaleFactor > elementBytes * Byte.SIZE) {
            throw new IllegalArgumentException(
                    "scaleoffset of " + scaleFactor + " bits, elements have " + elementBytes + " bytes");
        }
    }

    /**
     * The codec that a file's client data mean.
     *
     * @throws IllegalArgumentException when they mean none
     */
    public static ScaleOffsetCodec ofClientData(int... values) {
        if (values.length != CLIENT_VALUES) {
            throw new IllegalArgumentException(NAME + ": " + values.length + " client data values, expected 20");
        }
        boolean isFloat = values[3] == 1;
        int scaleType = values[0];
        if (isFloat ? scaleType != 0 : scaleType != 2) {
            throw new IllegalArgumentException(NAME + ": scale type " + scaleType + " is not supported");
        }
        Values kind = isFloat ? Values.FLOAT : values[5] == 0 ? Values.UNSIGNED : Values.SIGNED;
        OptionalLong fill = OptionalLong.empty();
        if (values[7] != 0) {
            long bits = Integer.toUnsignedLong(values[8]) | (long) values[9] << Integer.SIZE;
            int unused = Math.max(0, Long.BYTES - values[4]) * Byte.SIZE;
            fill = OptionalLong.of(bits << unused >>> unused);
        }
        int factor = isFloat ? values[1] : Math.max(values[1], 0); // the reference takes a negative one as 0
        return new ScaleOffsetCodec(kind, factor, values[2], values[4], values[6] != 0, fill);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isLossless() {
        return values != Values.FLOAT;
    }

    @Override
    public Bound bind(EncodedSize decoded, int typeSizeBytes) {
        return new BoundScaleOffset(DecodedSizes.requireKnown(NAME, decoded, (long) elements * elementBytes));
    }

    private int elementBits() {
        return elementBytes * Byte.SIZE;
    }

    /** Whether the file's author switched the filter off by asking for all bits. */
    private boolean passes() {
        return values != Values.FLOAT && scaleFactor == elementBits();
    }

    private ScaleOffsetMapping mapping() {
        return switch (values) {
            case UNSIGNED -> new ScaleOffsetIntegers(NAME, elementBits(), false, scaleFactor, fill);
            case SIGNED -> new ScaleOffsetIntegers(NAME, elementBits(), true, scaleFactor, fill);
            case FLOAT ->
                elementBytes == Float.BYTES
                        ? new ScaleOffsetFloats(NAME, scaleFactor, fill)
                        : new ScaleOffsetDoubles(NAME, scaleFactor, fill);
        };
    }

    private final class BoundScaleOffset implements Bound {
        private final int length;

        BoundScaleOffset(int length) {
            this.length = length;
        }

        @Override
        public EncodedSize encodedSize() {
            return passes() ? new EncodedSize.Exactly(length) : new EncodedSize.AtMost(HEADER_BYTES + 1L + length);
        }

        @Override
        public Bytes encode(Bytes decoded) {
            DecodedSizes.requireInput(NAME, new EncodedSize.Exactly(length), decoded.length());
            if (passes()) {
                return decoded;
            }
            long[] elementsBits = new long[elements];
            ElementBytes layout = new ElementBytes(elementBytes, isBigEndian);
            for (int i = 0; i < elements; i++) {
                elementsBits[i] = layout.get(decoded.array(), decoded.offset() + i * elementBytes);
            }
            ScaleOffsetMapping mapping = mapping();
            ScaleOffsetMapping.Scale scale = mapping.measure(elementsBits);
            BitWriter out =
                    new BitWriter(DecodedSizes.arrayLength(NAME, encodedSize().maxBytes()));
            out.put(Integer.reverseBytes(scale.bits()), Integer.SIZE);
            out.put(Long.BYTES, Byte.SIZE);
            out.putLong(Long.reverseBytes(scale.minimum()), Long.SIZE);
            out.putLong(0, Long.SIZE);
            if (scale.bits() == elementBits()) {
                for (long element : elementsBits) {
                    out.putLong(Long.reverseBytes(element) >>> (Long.SIZE - elementBits()), elementBits());
                }
                return out.toBytes();
            }
            for (long element : elementsBits) {
                if (scale.bits() > 0) {
                    out.putLong(mapping.toDifference(element, scale), scale.bits());
                }
            }
            return out.toBytes(HEADER_BYTES + 1 + (int) ((long) elements * scale.bits() / Byte.SIZE));
        }

        @Override
        public Bytes decode(Bytes encoded) {
            if (passes()) {
                DecodedSizes.requireOutput(NAME, new EncodedSize.Exactly(length), encoded.length());
                return encoded;
            }
            ScaleOffsetMapping.Scale scale = readHeader(encoded);
            long needed = HEADER_BYTES + ((long) elements * scale.bits() + Byte.SIZE - 1) / Byte.SIZE;
            if (encoded.length() < needed) {
                throw new CodecException(
                        NAME, "chunk ends at byte " + encoded.length() + ", the elements take " + needed);
            }
            BitReader in = new BitReader(encoded, HEADER_BYTES);
            ElementBytes layout = new ElementBytes(elementBytes, isBigEndian);
            ScaleOffsetMapping mapping = mapping();
            byte[] out = new byte[length];
            boolean isRaw = scale.bits() == elementBits();
            for (int i = 0; i < elements; i++) {
                long bits = scale.bits() == 0 ? 0 : in.read(scale.bits());
                long element = isRaw
                        ? Long.reverseBytes(bits) >>> (Long.SIZE - elementBits())
                        : mapping.toElement(bits, scale);
                layout.put(out, i * elementBytes, element);
            }
            return Bytes.wrap(out);
        }

        private ScaleOffsetMapping.Scale readHeader(Bytes encoded) {
            if (encoded.length() < HEADER_BYTES) {
                throw new CodecException(NAME, encoded.length() + " bytes are too few for the header at byte 0");
            }
            int bits = encoded.getInt(0);
            if (bits < 0 || bits > elementBits()) {
                throw new CodecException(
                        NAME, Integer.toUnsignedString(bits) + " bits at byte 0, elements have " + elementBits());
            }
            int unused = Math.max(0, Long.BYTES - encoded.unsigned(Integer.BYTES)) * Byte.SIZE;
            // A shift by all 64 bits would shift by none.
            long minimum = unused == Long.SIZE ? 0 : encoded.getLong(MINIMUM_AT) << unused >>> unused;
            return new ScaleOffsetMapping.Scale(bits, minimum);
        }
    }
}
