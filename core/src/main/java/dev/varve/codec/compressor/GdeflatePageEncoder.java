package dev.varve.codec.compressor;

import dev.varve.array.Bytes;

/**
 * Makes a page of GDEFLATE of a stream of DEFLATE: the same blocks with the same words, handed to 32 streams as the {@link
 * GdeflatePageDecoder} takes them.
 */
final class GdeflatePageEncoder implements DeflateFormat.Source {
    /** What stands behind {@link DeflateFormat#LONGEST} for 258 bytes. */
    private static final int LONGEST_OF_DEFLATE = 255;

    private final String codec;
    private final byte[] in;
    private long position;
    private final LaneWriter out;
    /** The distance of a stream's match, whose turn is to come, and its bits; 0 for none. */
    private final int[] distance = new int[LaneReader.LANES];

    private final int[] distanceBits = new int[LaneReader.LANES];

    private GdeflatePageEncoder(String codec, byte[] in) {
        this.codec = codec;
        this.in = in;
        this.out = new LaneWriter(in.length / Integer.BYTES * Integer.BYTES + 2 * Integer.BYTES * LaneReader.LANES);
    }

    /** @param level of zlib */
    static byte[] encode(String codec, Bytes decoded, int level) {
        // Eight bytes more, so that any bits can be read as a word.
        byte[] stream = Deflation.deflate(codec, decoded, level, true, 0, Long.BYTES);
        GdeflatePageEncoder encoder = new GdeflatePageEncoder(codec, stream);
        boolean isLast;
        do {
            encoder.out.restart();
            isLast = encoder.block();
        } while (!isLast);
        return encoder.out.finish();
    }

    private int peek() {
        int at = (int) (position >>> 3);
        long bits = 0;
        for (int i = 4; i >= 0; i--) {
            bits = bits << Byte.SIZE | (in[at + i] & 0xff);
        }
        return (int) (bits >>> (position & 7));
    }

    private int read(int bits) {
        int value = peek() & ((1 << bits) - 1);
        position += bits;
        return value;
    }

    @Override
    public int take(int bits) {
        int value = read(bits);
        out.put(value, bits);
        return value;
    }

    @Override
    public int take(PrefixCode code) {
        int entry = code.entry(peek());
        take(PrefixCode.length(entry));
        return PrefixCode.symbol(entry);
    }

    @Override
    public void restart() {
        out.restart();
    }

    @Override
    public void step() {
        out.step();
    }

    @Override
    public void refill() {
        out.refill();
    }

    private boolean block() {
        boolean isLast = take(1) == 1;
        int kind = take(2);
        out.refill();
        if (kind == DeflateFormat.STORED) {
            stored();
        } else {
            coded(kind == DeflateFormat.FIXED ? DeflateFormat.FIXED_CODES : DeflateFormat.dynamic(codec, this));
        }
        return isLast;
    }

    /** GDEFLATE has neither the bits that fill the byte before nor the length's complement behind it. */
    private void stored() {
        position = (position + 7) & -8;
        int count = take(16);
        position += 16;
        for (int i = 0; i < count; i++) {
            take(Byte.SIZE);
            out.step();
        }
        for (int i = 0; i < LaneReader.LANES; i++) {
            out.step();
        }
    }

    private void coded(DeflateFormat.Codes codes) {
        out.restart();
        while (true) {
            if (distanceBits[out.lane()] > 0) {
                putDistance();
            } else {
                int symbol = take(codes.lengths());
                if (symbol == DeflateFormat.END_OF_BLOCK) {
                    break;
                }
                if (symbol == DeflateFormat.LONGEST) {
                    out.put(LONGEST_OF_DEFLATE, DeflateFormat.LONGEST_BITS);
                    keepDistance(codes.distances());
                } else if (symbol > DeflateFormat.END_OF_BLOCK) {
                    take(DeflateFormat.extraLengthBits(codec, symbol));
                    keepDistance(codes.distances());
                }
            }
            out.step();
        }
        for (int i = 0; i < LaneReader.LANES; i++) {
            if (distanceBits[out.lane()] > 0) {
                putDistance();
            }
            out.step();
        }
    }

    private void keepDistance(PrefixCode distances) {
        int entry = distances.entry(peek());
        int word = read(PrefixCode.length(entry));
        int extraBits = DeflateFormat.extraDistanceBits(codec, PrefixCode.symbol(entry));
        distance[out.lane()] = word | read(extraBits) << PrefixCode.length(entry);
        distanceBits[out.lane()] = PrefixCode.length(entry) + extraBits;
    }

    private void putDistance() {
        out.put(distance[out.lane()], distanceBits[out.lane()]);
        distanceBits[out.lane()] = 0;
    }
}
