package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.Scratch;

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
        consumed = BloscHeader.BYTES + (long) header.blockCount() * Integer.BYTES;
        if (consumed > encoded.length()) {
            throw BloscHeader.malformed("frame ends inside the " + header.blockCount() + " block starts");
        }
        if (header.splitCount(header.blockBytes()) > 1 && header.blockBytes() % header.typeBytes() != 0) {
            throw BloscHeader.malformed("blocks of " + header.blockBytes() + " bytes cannot be split, byte 8");
        }
        try (SplitDecoder decoder = SplitDecoder.of(header.format(), scratch)) {
            if (header.decodedBytes() > (long) decoder.maxRatio() * encoded.length()) {
                throw BloscHeader.malformed(header.decodedBytes() + " bytes, byte 4, are more than the frame can hold");
            }
            byte[] out = scratch.output(encoded, header.decodedBytes());
            blocks(decoder, out);
            return Bytes.wrap(out, 0, header.decodedBytes());
        }
    }

    private void blocks(SplitDecoder decoder, byte[] out) {
        int blockBytes = header.blockBytes();
        boolean mayShuffle = (header.flags() & (BloscHeader.SHUFFLED | BloscHeader.BIT_SHUFFLED)) != 0;
        byte[] shuffled = scratch.room(Scratch.Slot.SHUFFLED, mayShuffle ? blockBytes : 0);
        for (int block = 0; block < header.blockCount(); block++) {
            int to = block * blockBytes;
            int bytes = Math.min(blockBytes, header.decodedBytes() - to);
            int start = encoded.getInt(BloscHeader.BYTES + block * Integer.BYTES);
            int typeBytes = header.typeBytes();
            if (header.isShuffled()) {
                splits(decoder, start, shuffled, 0, bytes);
                ByteShuffle.unshuffle(shuffled, 0, out, to, bytes, typeBytes);
            } else if (header.isBitShuffled(bytes)) {
                splits(decoder, start, shuffled, 0, bytes);
                int count = bytes / typeBytes;
                int whole = count * typeBytes;
                byte[] planes = scratch.room(Scratch.Slot.WORK, whole);
                BitShuffle.unshuffle(shuffled, 0, out, to, count, typeBytes, planes);
                System.arraycopy(shuffled, whole, out, to + whole, bytes - whole);
            } else {
                splits(decoder, start, out, to, bytes);
            }
        }
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
