package dev.varve.codec.serializer;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.checksum.Location;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Elements of any length as the offsets between which they lie and the run of their bytes, each with codecs of its own. The
 * length of the encoded offsets (64 bits) stands beside them, at the start or the end of the chunk.
 *
 * <p>Specification: <a href="https://docs.rs/zarrs/latest/zarrs/array/codec/array_to_bytes/vlen/index.html">zarrs vlen</a>.
 * v3 name: {@code zarrs.vlen}. v2 ids: none.
 *
 * <pre>{@code {"name": "zarrs.vlen", "configuration": {"index_codecs": [{"name": "bytes", "configuration": {"endian":
 *   "little"}}], "data_codecs": [{"name": "bytes"}], "index_data_type": "uint64", "index_location": "start"}}}</pre>
 *
 * <p>Differences from the reference: the first offset must be 0 and the last the number of bytes.
 *
 * @param indexCodecs of the offsets: one more than there are elements, ascending
 * @param dataCodecs of the bytes, which are not encoded where there are none
 * @param offsets the type of an offset: uint32 or uint64
 * @param indexLocation where the offsets stand
 */
public record VlenCodec(CodecChain indexCodecs, CodecChain dataCodecs, NumericType offsets, Location indexLocation)
        implements ArrayToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "zarrs.vlen";

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    public VlenCodec {
        if (offsets != NumericType.UINT32 && offsets != NumericType.UINT64) {
            throw new IllegalArgumentException("zarrs.vlen offsets are uint32 or uint64, not " + offsets);
        }
        if (!indexCodecs.isLossless() || !dataCodecs.isLossless()) {
            throw new IllegalArgumentException("zarrs.vlen takes codecs that lose nothing");
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        if (!(decoded.type() instanceof VariableType)) {
            throw new IllegalArgumentException(NAME + " takes string or bytes elements, not " + decoded.type());
        }
        long count = decoded.shape().count();
        if (count >= Bytes.MAX_LENGTH / offsets.sizeBytes()) {
            throw new IllegalArgumentException(NAME + ": " + count + " elements are too many; use smaller chunks");
        }
        // The run may have any length: what takes 1 byte and 2 depends on no divisor.
        bound(dataCodecs, NumericType.UINT8, 1);
        bound(dataCodecs, NumericType.UINT8, 2);
        return new BoundVlen(this, decoded, (int) count, bound(indexCodecs, offsets, count + 1));
    }

    private static CodecChain.Bound bound(CodecChain codecs, DataType type, long count) {
        return codecs.bind(new ChunkSpec(type, Shape.of(count), FillValue.zero(type)));
    }

    private record BoundVlen(VlenCodec codec, ChunkSpec decoded, int count, CodecChain.Bound index) implements Bound {
        @Override
        public EncodedSize encodedSize() {
            return new EncodedSize.AtMost(Bytes.MAX_LENGTH);
        }

        @Override
        public Bytes encode(NdArray chunk) {
            ChunkCheck.require(NAME, decoded, chunk);
            VlenLayout.requireText(NAME, chunk);
            long size = chunk.payloadBytes();
            if (size > Bytes.MAX_LENGTH) {
                throw new IllegalArgumentException(NAME + ": a chunk of 2 GiB or more; use smaller chunks");
            }
            byte[] run = new byte[(int) size];
            byte[] offsets = new byte[(count + 1) * codec.offsets.sizeBytes()];
            int at = 0;
            for (int i = 0; i < count; i++) {
                byte[] element = chunk.elements()[i];
                System.arraycopy(element, 0, run, at, element.length);
                at += element.length;
                putOffset(offsets, i + 1, at);
            }
            Bytes encodedIndex = index.encode(NdArray.of(codec.offsets, Shape.of(count + 1L), Bytes.wrap(offsets)));
            Bytes encodedRun = at == 0
                    ? Bytes.EMPTY
                    : bound(codec.dataCodecs, NumericType.UINT8, at)
                            .encode(NdArray.of(NumericType.UINT8, Shape.of(at), Bytes.wrap(run)));
            return joined(encodedIndex, encodedRun);
        }

        private void putOffset(byte[] offsets, int i, int offset) {
            if (codec.offsets == NumericType.UINT32) {
                INT.set(offsets, i * Integer.BYTES, offset);
            } else {
                LONG.set(offsets, i * Long.BYTES, (long) offset);
            }
        }

        private Bytes joined(Bytes encodedIndex, Bytes encodedRun) {
            long size = (long) Long.BYTES + encodedIndex.length() + encodedRun.length();
            if (size > Bytes.MAX_LENGTH) {
                throw new IllegalArgumentException(NAME + ": a chunk of 2 GiB or more; use smaller chunks");
            }
            byte[] out = new byte[(int) size];
            boolean isAtStart = codec.indexLocation == Location.START;
            LONG.set(out, isAtStart ? 0 : out.length - Long.BYTES, (long) encodedIndex.length());
            encodedIndex.copyTo(out, isAtStart ? Long.BYTES : encodedRun.length());
            encodedRun.copyTo(out, isAtStart ? Long.BYTES + encodedIndex.length() : 0);
            return Bytes.wrap(out);
        }

        @Override
        public NdArray decode(Bytes encoded) {
            int rest = encoded.length() - Long.BYTES;
            if (rest < 0) {
                throw new CodecException(NAME, encoded.length() + " bytes are too few");
            }
            boolean isAtStart = codec.indexLocation == Location.START;
            int lengthAt = isAtStart ? 0 : rest;
            long indexBytes = encoded.getLong(lengthAt);
            if (indexBytes < 0 || indexBytes > rest) {
                throw new CodecException(
                        NAME, "offsets of " + Long.toUnsignedString(indexBytes) + " bytes at byte " + lengthAt);
            }
            int runBytes = rest - (int) indexBytes;
            Bytes encodedIndex = encoded.slice(isAtStart ? Long.BYTES : runBytes, (int) indexBytes);
            Bytes encodedRun = encoded.slice(isAtStart ? Long.BYTES + (int) indexBytes : 0, runBytes);
            int[] offsets = offsets(index.decode(encodedIndex).data());
            return elements(offsets, run(offsets[count], encodedRun));
        }

        private int[] offsets(Bytes index) {
            int[] offsets = new int[count + 1];
            for (int i = 0; i <= count; i++) {
                long offset = codec.offsets == NumericType.UINT32
                        ? Integer.toUnsignedLong(index.getInt(i * Integer.BYTES))
                        : index.getLong(i * Long.BYTES);
                long least = i == 0 ? 0 : offsets[i - 1];
                if (offset < least || offset > (i == 0 ? 0 : Bytes.MAX_LENGTH)) {
                    throw new CodecException(
                            NAME, "offset " + i + " is " + Long.toUnsignedString(offset) + " after " + least);
                }
                offsets[i] = (int) offset;
            }
            return offsets;
        }

        private Bytes run(int length, Bytes encoded) {
            if (length > 0) {
                return declared(length).decode(encoded).data();
            }
            if (encoded.length() > 0) {
                throw new CodecException(NAME, encoded.length() + " bytes too many");
            }
            return Bytes.EMPTY;
        }

        /** The codecs of a run that is as long as the offsets say. */
        private CodecChain.Bound declared(int length) {
            try {
                return bound(codec.dataCodecs, NumericType.UINT8, length);
            } catch (IllegalArgumentException e) {
                throw new CodecException(NAME, "data_codecs take no run of " + length + " bytes: " + e.getMessage(), e);
            }
        }

        private NdArray elements(int[] offsets, Bytes run) {
            byte[][] elements = new byte[count][];
            for (int i = 0; i < count; i++) {
                int from = run.offset() + offsets[i];
                elements[i] = Arrays.copyOfRange(run.array(), from, run.offset() + offsets[i + 1]);
                if (decoded.type() == VariableType.STRING) {
                    VlenLayout.requireUtf8(NAME, elements[i], offsets[i]);
                }
            }
            return NdArray.ofVariable((VariableType) decoded.type(), decoded.shape(), elements);
        }
    }
}
