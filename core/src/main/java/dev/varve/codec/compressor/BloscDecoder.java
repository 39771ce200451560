package dev.varve.codec.compressor;

import dev.varve.array.Bytes;

/** Reads one blosc frame. */
final class BloscDecoder {
    private final BloscHeader header;
    private final Bytes encoded;
    /** Bytes of streams decoded so far; blocks that share their streams could make this endless. */
    private long consumed;

    /**
     * @param header read from {@code encoded}; its decoded size is allowed
     */
    BloscDecoder(BloscHeader header, Bytes encoded) {
        this.header = header;
        this.encoded = encoded;
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
        try (SplitDecoder decoder = SplitDecoder.of(header.format())) {
            if (header.decodedBytes() > (long) decoder.maxRatio() * encoded.length()) {
                throw BloscHeader.malformed(header.decodedBytes() + " bytes, byte 4, are more than the frame can hold");
            }
            return Bytes.wrap(blocks(decoder));
        }
    }

    private byte[] blocks(SplitDecoder decoder) {
        byte[] out = new byte[header.decodedBytes()];
        int blockBytes = header.blockBytes();
        boolean mayShuffle = (header.flags() & (BloscHeader.SHUFFLED | BloscHeader.BIT_SHUFFLED)) != 0;
        byte[] shuffled = new byte[mayShuffle ? blockBytes : 0];
        byte[] scratch = new byte[header.isBitShuffled(blockBytes) ? blockBytes : 0];
        for (int block = 0; block < header.blockCount(); block++) {
            int to = block * blockBytes;
            int bytes = Math.min(blockBytes, out.length - to);
            int start = encoded.getInt(BloscHeader.BYTES + block * Integer.BYTES);
            int typeBytes = header.typeBytes();
            if (header.isShuffled()) {
                splits(decoder, start, shuffled, 0, bytes);
                ByteShuffle.unshuffle(shuffled, 0, out, to, bytes, typeBytes);
            } else if (header.isBitShuffled(bytes)) {
                splits(decoder, start, shuffled, 0, bytes);
                int count = bytes / typeBytes;
                int whole = count * typeBytes;
                byte[] planes = scratch.length >= whole ? scratch : new byte[whole];
                BitShuffle.unshuffle(shuffled, 0, out, to, count, typeBytes, planes);
                System.arraycopy(shuffled, whole, out, to + whole, bytes - whole);
            } else {
                splits(decoder, start, out, to, bytes);
            }
        }
        return out;
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
