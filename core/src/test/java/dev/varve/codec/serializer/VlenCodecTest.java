package dev.varve.codec.serializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import dev.varve.codec.ArrayToArrayCodecContract;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ArrayToBytesCodecContract;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.CodecChain;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.ForeignSerializers;
import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.codec.checksum.Location;
import dev.varve.codec.compressor.Bz2Codec;
import dev.varve.codec.compressor.GzipCodec;
import dev.varve.codec.filter.BitroundCodec;
import dev.varve.codec.filter.ReshapeCodec;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VlenCodecTest extends ArrayToBytesCodecContract {
    private static VlenCodec vlen(NumericType offsets, Location location, BytesToBytesCodec... compressors) {
        return new VlenCodec(
                CodecChain.of(BytesCodec.LITTLE, compressors),
                CodecChain.of(BytesCodec.ORDERLESS, compressors),
                offsets,
                location);
    }

    @Override
    protected List<Case> cases() {
        ChunkSpec text = ArrayToArrayCodecContract.spec(VariableType.STRING, 2, 3);
        return List.of(
                new Case(vlen(NumericType.UINT32, Location.START), text),
                new Case(vlen(NumericType.UINT64, Location.END), text),
                new Case(vlen(NumericType.UINT64, Location.START, new GzipCodec(1), new Crc32cCodec()), text),
                new Case(vlen(NumericType.UINT32, Location.END), ArrayToArrayCodecContract.spec(VariableType.BYTES)),
                new Case(
                        vlen(NumericType.UINT64, Location.START),
                        ArrayToArrayCodecContract.spec(VariableType.BYTES, 0)));
    }

    @Override
    protected List<Foreign> foreign() throws IOException {
        return ForeignSerializers.read("vlen.bin");
    }

    private static Bytes bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Bytes.wrap(bytes);
    }

    private static ArrayToBytesCodec.Bound two(VariableType type) {
        return vlen(NumericType.UINT32, Location.START).bind(ArrayToArrayCodecContract.spec(type, 2));
    }

    private static void refuses(String message, int... offsetsAndMore) {
        int[] chunk = new int[8 + offsetsAndMore.length];
        chunk[0] = 12;
        System.arraycopy(offsetsAndMore, 0, chunk, 8, offsetsAndMore.length);
        assertThatThrownBy(() -> two(VariableType.STRING).decode(bytes(chunk)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining(message);
    }

    @Test
    void theBytesOfTheFormatAreTheseOnes() {
        Bytes chunk = bytes(12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 'a', 'b', 'c');
        byte[][] elements = two(VariableType.STRING).decode(chunk).elements();
        assertThat(elements[0]).isEqualTo(new byte[] {'a', 'b'});
        assertThat(elements[1]).isEqualTo(new byte[] {'c'});
    }

    @Test
    void checksEveryOffsetBeforeItIsBelieved() {
        refuses("offset 0 is 1 after 0", 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 'a', 'b', 'c');
        refuses("offset 2 is 1 after 2", 0, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 'a', 'b');
        refuses("3 bytes for (4) uint8", 0, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0, 'a', 'b', 'c');
        refuses("offset 1 is 4294967295 after 0", 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 'a');
        refuses("1 bytes too many", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 'a');
        refuses("text at byte 0 is not UTF-8", 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 255);
        assertThatThrownBy(() -> two(VariableType.BYTES).decode(bytes(0, 0, 0, 0, 0, 0, 0, 128, 0)))
                .hasMessage("zarrs.vlen: offsets of 9223372036854775808 bytes at byte 0");
        assertThatThrownBy(() -> two(VariableType.BYTES).decode(bytes(0, 0)))
                .hasMessage("zarrs.vlen: 2 bytes are too few");
    }

    @Test
    void refusesWhatItCannotEncode() {
        CodecChain lossy = new CodecChain(List.of(new BitroundCodec(2)), BytesCodec.LITTLE, List.of());
        CodecChain plain = CodecChain.of(BytesCodec.ORDERLESS);
        assertThatThrownBy(() -> new VlenCodec(lossy, plain, NumericType.UINT32, Location.END))
                .hasMessage("zarrs.vlen takes codecs that lose nothing");
        assertThatThrownBy(() -> vlen(NumericType.INT32, Location.END))
                .hasMessage("zarrs.vlen offsets are uint32 or uint64, not int32");
        assertThatThrownBy(() -> vlen(NumericType.UINT32, Location.END)
                        .bind(ArrayToArrayCodecContract.spec(NumericType.INT8, 2)))
                .hasMessage("zarrs.vlen takes string or bytes elements, not int8");
        assertThatThrownBy(() -> vlen(NumericType.UINT32, Location.END)
                        .bind(ArrayToArrayCodecContract.spec(VariableType.STRING, 1L << 30)))
                .hasMessageContaining("use smaller chunks");
    }

    @Test
    void textThatIsNotUtf8IsNotWritten() {
        byte[][] elements = {{'a'}, {(byte) 0xe9}};
        NdArray chunk = NdArray.ofVariable(VariableType.STRING, Shape.of(2), elements);
        assertThatThrownBy(() -> two(VariableType.STRING).encode(chunk))
                .isInstanceOf(CodecException.class)
                .hasMessage("zarrs.vlen: element 1 is not UTF-8");
    }

    /** The run is as long as the last offset says; its codec must not take the word for it. */
    @Test
    void allocatesNothingOnTheWordOfAnOffset() {
        byte[] few = new Bz2Codec(1)
                .bind(new EncodedSize.Exactly(3), 1)
                .encode(bytes('a', 'b', 'c'))
                .toArray();
        byte[] chunk = Arrays.copyOf(
                bytes(12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0xf0, 0xff, 0xff, 0x7f)
                        .toArray(),
                20 + few.length);
        System.arraycopy(few, 0, chunk, 20, few.length);
        VlenCodec codec = new VlenCodec(
                CodecChain.of(BytesCodec.LITTLE),
                CodecChain.of(BytesCodec.ORDERLESS, new Bz2Codec(1)),
                NumericType.UINT32,
                Location.START);
        ArrayToBytesCodec.Bound bound = codec.bind(ArrayToArrayCodecContract.spec(VariableType.BYTES, 2));
        assertThatThrownBy(() -> bound.decode(Bytes.wrap(chunk)))
                .isInstanceOf(CodecException.class)
                .hasMessage("numcodecs.bz2: decodes to 3 bytes, expected exactly 2147483632 bytes");
    }

    /** A run may have any length, so a chain that takes pairs of bytes alone cannot be its own. */
    @Test
    void codecsThatDoNotTakeEveryLengthAreRefusedWhenBound() {
        for (long odd : new long[] {1, 2}) {
            ReshapeCodec reshape = new ReshapeCodec(List.of(new ReshapeCodec.Fixed(odd)));
            CodecChain data = new CodecChain(List.of(reshape), BytesCodec.ORDERLESS, List.of());
            VlenCodec codec = new VlenCodec(CodecChain.of(BytesCodec.LITTLE), data, NumericType.UINT32, Location.START);
            assertThatThrownBy(() -> codec.bind(ArrayToArrayCodecContract.spec(VariableType.BYTES, 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("changes the number of elements");
        }
    }
}
