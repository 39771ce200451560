package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import java.util.Arrays;

/**
 * Szip: the extended Rice coding of the space agencies, as HDF5 filter 4 stores it.
 *
 * <p>Layout of a chunk: the decoded length as four little-endian bytes, then the coded samples without a header. Pixels of
 * 32 and 64 bits are split into byte planes and coded as 8-bit samples; every scanline starts with a reference sample and
 * is padded to whole blocks.
 *
 * <p>Specification: CCSDS 121.0-B-3, <a href="https://public.ccsds.org/Pubs/121x0b3.pdf">lossless data compression</a>;
 * libaec's {@code szlib.h} for what it leaves open. v3 name: none. v2 ids: none. HDF5 filter: 4, client data {@code
 * options mask, pixels per block, bits per pixel, pixels per scanline}.
 *
 * <pre>{@code {"name": "hdf5.szip", "configuration": {"mask": 169, "block": 16, "bits": 32, "scanline": 256}}}</pre>
 *
 * <p>Differences from the reference (libaec 1.1): samples beyond the declared bits and streams that end early are
 * errors here, and the encoder refuses pixels that use more than the declared bits. Bytes after the last needed block
 * are ignored, as there. The same input gives the same bytes.
 *
 * @param optionsMask HDF5's options: 32 preprocesses by the nearest neighbour, 16 says that pixels are big-endian; the other
 *     bits change nothing in the coded bytes
 * @param pixelsPerBlock samples coded with one option, even, 2 to 32
 * @param bitsPerPixel significant bits of a pixel, 1 to 32 or 64; a pixel takes 1, 2, 4 or 8 bytes
 * @param pixelsPerScanline samples between two reference samples, at most 4096 blocks
 */
public record SzipCodec(int optionsMask, int pixelsPerBlock, int bitsPerPixel, int pixelsPerScanline)
        implements BytesToBytesCodec {
    /** The name in messages: there is none in Zarr. */
    public static final String NAME = "hdf5.szip";

    private static final int MSB_OPTION = 16;
    private static final int NEAREST_NEIGHBOUR_OPTION = 32;
    private static final int MAX_PIXELS_PER_BLOCK = 32;
    private static final int MAX_BLOCKS_PER_SCANLINE = 4096;
    private static final int LENGTH_BYTES = Integer.BYTES;

    public SzipCodec {
        if (pixelsPerBlock < 2 || pixelsPerBlock > MAX_PIXELS_PER_BLOCK || pixelsPerBlock % 2 != 0) {
            throw new IllegalArgumentException(
                    "szip pixels per block " + pixelsPerBlock + " is not even or not 2 to 32");
        }
        if (bitsPerPixel < 1 || (bitsPerPixel > 32 && bitsPerPixel != 64)) {
            throw new IllegalArgumentException("szip bits per pixel " + bitsPerPixel + " is not 1 to 32 or 64");
        }
        if (pixelsPerScanline < 1 || pixelsPerScanline > MAX_BLOCKS_PER_SCANLINE * pixelsPerBlock) {
            throw new IllegalArgumentException(
                    "szip pixels per scanline " + pixelsPerScanline + " is not 1 to 4096 blocks of " + pixelsPerBlock);
        }
    }

    /**
     * The codec that a file's client data mean.
     *
     * @param values options mask, pixels per block, bits per pixel, pixels per scanline
     * @throws IllegalArgumentException when they mean none
     */
    public static SzipCodec ofClientData(int... values) {
        if (values.length != 4) {
            throw new IllegalArgumentException(NAME + ": " + values.length + " client data values, expected 4");
        }
        return new SzipCodec(values[0], values[1], values[2], values[3]);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(EncodedSize decoded, int typeSizeBytes) {
        if (decoded instanceof EncodedSize.Exactly exactly && exactly.bytes() % pixelBytes() != 0) {
            throw new IllegalArgumentException(
                    NAME + ": " + exactly.bytes() + " bytes are no whole pixels of " + pixelBytes() + " bytes");
        }
        return new BoundSzip(decoded, maxEncodedBytes(decoded.maxBytes()));
    }

    /** Bytes of one pixel before encoding. */
    private int pixelBytes() {
        if (isSplitIntoPlanes()) {
            return bitsPerPixel / Byte.SIZE;
        }
        return bitsPerPixel > 16 ? 4 : bitsPerPixel > 8 ? 2 : 1;
    }

    private boolean isSplitIntoPlanes() {
        return bitsPerPixel >= 32;
    }

    private RiceOptions riceOptions() {
        int blocks = (pixelsPerScanline + pixelsPerBlock - 1) / pixelsPerBlock;
        int bits = isSplitIntoPlanes() ? Byte.SIZE : bitsPerPixel;
        return new RiceOptions(bits, pixelsPerBlock, blocks, (optionsMask & NEAREST_NEIGHBOUR_OPTION) != 0);
    }

    private SamplePacking packing() {
        int sampleBytes = isSplitIntoPlanes() ? 1 : pixelBytes();
        return new SamplePacking(sampleBytes, (optionsMask & MSB_OPTION) != 0);
    }

    private long maxEncodedBytes(long decodedBytes) {
        long samples = decodedBytes / packing().sampleBytes();
        long scanlines = samples / pixelsPerScanline + (samples % pixelsPerScanline == 0 ? 0 : 1);
        long lineBits = riceOptions().maxIntervalBits();
        // Saturates: nothing of that size is ever encoded.
        return scanlines > Long.MAX_VALUE / lineBits
                ? Long.MAX_VALUE
                : LENGTH_BYTES + 1 + scanlines * lineBits / Byte.SIZE;
    }

    private final class BoundSzip implements Bound {
        private final EncodedSize decodedSize;
        private final EncodedSize encodedSize;

        BoundSzip(EncodedSize decodedSize, long maxEncodedBytes) {
            this.decodedSize = decodedSize;
            this.encodedSize = new EncodedSize.AtMost(maxEncodedBytes);
        }

        @Override
        public EncodedSize encodedSize() {
            return encodedSize;
        }

        @Override
        public Bytes encode(Bytes decoded) {
            DecodedSizes.requireInput(NAME, decodedSize, decoded.length());
            if (decoded.length() % pixelBytes() != 0) {
                throw new IllegalArgumentException(NAME + ": " + decoded.length() + " bytes are no whole pixels");
            }
            Bytes pixels = isSplitIntoPlanes() ? split(decoded) : decoded;
            BitWriter out = new BitWriter(DecodedSizes.arrayLength(NAME, maxEncodedBytes(decoded.length())));
            out.put(Integer.reverseBytes(decoded.length()), Integer.SIZE);
            encodeScanlines(pixels, out);
            return out.toBytes();
        }

        private Bytes split(Bytes words) {
            byte[] planes = new byte[words.length()];
            ByteShuffle.shuffle(words.array(), words.offset(), planes, 0, planes.length, pixelBytes());
            return Bytes.wrap(planes);
        }

        private void encodeScanlines(Bytes pixels, BitWriter out) {
            SamplePacking packing = packing();
            RiceOptions options = riceOptions();
            RiceEncoder encoder = new RiceEncoder(options, out);
            int[] line = new int[options.intervalSamples()];
            int samples = pixels.length() / packing.sampleBytes();
            for (int from = 0; from < samples; from += pixelsPerScanline) {
                int count = Math.min(pixelsPerScanline, samples - from);
                packing.unpack(pixels, from, line, count);
                requireBits(line, count, options.maxSample());
                // What libaec pads with: free to code with preprocessing (a difference of zero) and without.
                Arrays.fill(line, count, line.length, options.preprocess() ? line[count - 1] : 0);
                encoder.encodeInterval(line);
            }
        }

        private void requireBits(int[] line, int count, int max) {
            int seen = 0;
            for (int i = 0; i < count; i++) {
                seen |= line[i];
            }
            if ((seen & ~max) != 0) {
                throw new IllegalArgumentException(NAME + ": a pixel uses more than " + bitsPerPixel + " bits");
            }
        }

        @Override
        public Bytes decode(Bytes encoded) {
            if (encoded.length() < LENGTH_BYTES) {
                throw new CodecException(NAME, encoded.length() + " bytes are too few for the length at byte 0");
            }
            int length = DecodedSizes.requireDeclared(NAME, decodedSize, Integer.toUnsignedLong(encoded.getInt(0)), 0);
            if (length % pixelBytes() != 0) {
                throw new CodecException(NAME, "length " + length + " at byte 0 is no whole number of pixels");
            }
            byte[] pixels = decodeScanlines(encoded, length);
            if (!isSplitIntoPlanes()) {
                return Bytes.wrap(pixels);
            }
            byte[] words = new byte[length];
            ByteShuffle.unshuffle(pixels, 0, words, 0, length, pixelBytes());
            return Bytes.wrap(words);
        }

        private byte[] decodeScanlines(Bytes encoded, int length) {
            SamplePacking packing = packing();
            RiceOptions options = riceOptions();
            RiceDecoder decoder = new RiceDecoder(NAME, options, encoded, LENGTH_BYTES);
            int[] line = new int[options.intervalSamples()];
            byte[] pixels = new byte[length];
            int samples = length / packing.sampleBytes();
            for (int from = 0; from < samples; from += pixelsPerScanline) {
                int count = Math.min(pixelsPerScanline, samples - from);
                // The last line may end early; every other one has all its blocks in the stream.
                boolean isLast = count == samples - from;
                int blocks = isLast ? (count + pixelsPerBlock - 1) / pixelsPerBlock : options.blocks();
                decoder.decodeInterval(line, blocks);
                packing.pack(line, count, pixels, from);
            }
            return pixels;
        }
    }
}
