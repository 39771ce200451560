package dev.varve.formats.netcdf4.write;

import dev.varve.array.Bytes;
import dev.varve.array.FixedUtf32;
import dev.varve.array.NdArray;
import dev.varve.codec.CodecChain;
import dev.varve.formats.hdf5.write.Encoder;
import dev.varve.formats.hdf5.write.GlobalHeapWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Turns chunks of text into what a file has in their place: lengths and places in the global heap. */
final class TextChunks {
    private final PlannedVariable variable;
    private final CodecChain.Bound chain;
    private final GlobalHeapWriter heap;

    TextChunks(PlannedVariable variable, GlobalHeapWriter heap) {
        this.variable = variable;
        this.chain = variable.layout().chain().bind(variable.layout().chunkSpec());
        this.heap = heap;
    }

    /**
     * The bytes of a chunk. One of empty texts is written too: ncdump shows text that was never written as NIL.
     *
     * @throws IOException when a text cannot be one of netCDF, or the heap cannot be written
     */
    Bytes stored(Optional<Bytes> encoded) throws IOException {
        NdArray chunk = encoded.isPresent()
                ? chain.decode(encoded.get())
                : NdArray.allocate(
                        variable.variable().type(), chain.decodedSpec().shape());
        int count = Math.toIntExact(chunk.shape().count());
        Encoder descriptors = new Encoder();
        for (int i = 0; i < count; i++) {
            Bytes text = chunk.type() instanceof FixedUtf32 type
                    ? utf8(chunk.data().slice(i * type.sizeBytes(), type.sizeBytes()))
                    : Bytes.wrap(chunk.elements()[i]);
            requireNoNul(text);
            heap.put(text, text.length(), descriptors);
        }
        return descriptors.bytes();
    }

    /** UTF-32 without the NULs at its end. */
    private Bytes utf8(Bytes utf32) throws IOException {
        int end = utf32.length();
        while (end > 0 && utf32.getInt(end - Integer.BYTES) == 0) {
            end -= Integer.BYTES;
        }
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < end; at += Integer.BYTES) {
            int codePoint = utf32.getInt(at);
            if (!Character.isValidCodePoint(codePoint) || codePoint >= 0xd800 && codePoint < 0xe000) {
                throw new IOException(
                        variable.label() + ": " + Integer.toHexString(codePoint) + " is no Unicode character");
            }
            text.appendCodePoint(codePoint);
        }
        return Bytes.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void requireNoNul(Bytes text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            if (text.get(i) == 0) {
                throw new IOException(variable.label()
                        + ": a text holds a NUL character, where a netCDF string ends; write it as fixed-size bytes");
            }
        }
    }
}
