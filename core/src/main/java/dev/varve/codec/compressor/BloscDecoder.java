package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.Scratch;
import java.util.Arrays;

/** Reads one blosc frame. */
final class BloscDecoder {
    private final BloscHeader header;
    private final Bytes encoded;
    private final Scratch scratch;
    /** Bytes of streams decoded so far; blocks that share their streams could make this endless. */
    private long consumed;

    /**
     * @param header read from {@code encoded}; its decoded size is allowed
     * @param scratch where the result lies and the work is done
     */
    BloscDecoder(BloscHeader header, Bytes encoded, Scratch scratch) {
        this.header = header;
        this.encoded = encoded;
        this.scratch = scratch;
    }

    /** The decoded data; of a copied frame, a slice. */
    Bytes decode() {
        if (header.isCopied() || header.decodedBytes() == 0) {
            return encoded.slice(BloscHeader.BYTES, header.isCopied() ? header.decodedBytes() : 0);
        }
        try (SplitDecoder decoder = open()) {
            byte[] out = scratch.output(encoded, header.decodedBytes());
            for (int block = 0; block < header.blockCount(); block++) {
                block(decoder, block, out, block * header.blockBytes());
            }
            return Bytes.wrap(out, 0, header.decodedBytes());
        }
    }

    /** Whether the decoded data are these; each block is compared while it is in the cache. */
    boolean decodesTo(Bytes expected) {
        if (header.decodedBytes() != expected.length()) {
            return false;
        }
        if (header.isCopied() || header.decodedBytes() == 0) {
            return decode().equals(expected);
        }
        try (SplitDecoder decoder = open()) {
            byte[] out = scratch.output(encoded, header.blockBytes());
            for (int block = 0; block < header.blockCount(); block++) {
                int bytes = block(decoder, block, out, 0);
                int from = expected.offset() + block * header.blockBytes();
                if (!Arrays.equals(out, 0, bytes, expected.array(), from, from + bytes)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A decoder for the streams of a frame whose header makes sense. */
    private SplitDecoder open() {
        consumed = BloscHeader.BYTES + (long) header.blockCount() * Integer.BYTES;
        if (consumed > encoded.length()) {
            throw BloscHeader.malformed("frame ends inside the " + header.blockCount() + " block starts");
        }
        if (header.splitCount(header.blockBytes()) > 1 && header.blockBytes() % header.typeBytes() != 0) {
            throw BloscHeader.malformed("blocks of " + header.blockBytes() + " bytes cannot be split, byte 8");
        }
        SplitDecoder decoder = SplitDecoder.of(header.format(), scratch);
        if (header.decodedBytes() > (long) decoder.maxRatio() * encoded.length()) {
            decoder.close();
            throw BloscHeader.malformed(header.decodedBytes() + " bytes, byte 4, are more than the frame can hold");
        }
        return decoder;
    }

    /** Decodes a block and returns how many bytes it has. */
    private int block(SplitDecoder decoder, int block, byte[] out, int to) {
        int bytes = Math.min(header.blockBytes(), header.decodedBytes() - block * header.blockBytes());
        int start = encoded.getInt(BloscHeader.BYTES + block * Integer.BYTES);
        int typeBytes = header.typeBytes();
        if (header.isShuffled()) {
            byte[] shuffled = scratch.room(Scratch.Slot.SHUFFLED, header.blockBytes());
            splits(decoder, start, shuffled, 0, bytes);
            ByteShuffle.unshuffle(shuffled, 0, out, to, bytes, typeBytes);
        } else if (header.isBitShuffled(bytes)) {
            byte[] shuffled = scratch.room(Scratch.Slot.SHUFFLED, header.blockBytes());
            splits(decoder, start, shuffled, 0, bytes);
            int count = bytes / typeBytes;
            int whole = count * typeBytes;
            byte[] planes = scratch.room(Scratch.Slot.WORK, whole);
            BitShuffle.unshuffle(shuffled, 0, out, to, count, typeBytes, planes);
            System.arraycopy(shuffled, whole, out, to + whole, bytes - whole);
        } else {
            splits(decoder, start, out, to, bytes);
        }
        return bytes;
    }

    /** Decodes a block of {@code bytes} bytes whose first stream starts at {@code start}. */
    private void splits(SplitDecoder decoder, int start, byte[] target, int to, int bytes) {
        int splits = header.splitCount(bytes);
        int splitBytes = bytes / splits;
        int at = start;
        for (int i = 0; i < splits; i++) {
            if (at < BloscHeader.BYTES || at > encoded.length() - Integer.BYTES) {
                throw BloscHeader.malformed("a block starts at byte " + at + " of " + encoded.length());
            }
            int count = encoded.getInt(at);
            at += Integer.BYTES;
            if (count < 0 || count > encoded.length() - at) {
                throw BloscHeader.malformed("stream of " + count + " bytes at byte " + at + " is cut off");
            }
            consumed += Integer.BYTES + count;
            if (consumed > encoded.length()) {
                throw BloscHeader.malformed("the stream at byte " + at + " overlaps another one");
            }
            if (count == splitBytes) {
                System.arraycopy(encoded.array(), encoded.offset() + at, target, to + i * splitBytes, count);
            } else {
                decoder.decode(encoded, at, count, target, to + i * splitBytes, splitBytes);
            }
            at += count;
        }
    }
}
