package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalLong;
import org.tukaani.xz.FilterOptions;
import org.tukaani.xz.FinishableOutputStream;
import org.tukaani.xz.FinishableWrapperOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;
import org.tukaani.xz.XZOutputStream;

/**
 * LZMA and LZMA2: slow, small.
 *
 * <p>Specification: <a href="https://numcodecs.readthedocs.io/en/stable/compression/lzma.html">numcodecs.lzma</a>; <a
 * href="https://tukaani.org/xz/xz-file-format.txt">the .xz file format</a>. v3 name: {@code numcodecs.lzma}. v2 ids: {@code
 * lzma}.
 *
 * <pre>{@code {"name": "numcodecs.lzma",
 *   "configuration": {"format": 1, "check": -1, "preset": null, "filters": [{"id": 3, "dist": 4}, {"id": 33, "preset": 6}]}}}</pre>
 *
 * <p>Differences from the reference: bytes after the last stream are an error. A dictionary larger than the chunk is cut to
 * its size, on writing and on reading, so that decoding takes no more memory than the chunk wants. The bytes written differ
 * from liblzma's and decode to the same. Filters in formats 1 and 2 are read, where numcodecs refuses what it wrote. The match finders hc3, bt2 and bt3 are written with hc4 and bt4.
 *
 * @param format the container
 * @param check the checksum in the container; XZ only has any
 * @param preset 0 (fast) to 9 (small), 2^31 more for "extreme"; excludes filters
 * @param filters what comes before LZMA, and LZMA; empty for LZMA alone by the preset
 */
public record LzmaCodec(Format format, Check check, OptionalLong preset, List<LzmaFilter> filters)
        implements BytesToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "numcodecs.lzma";

    private static final long EXTREME = 1L << 31;
    private static final long DEFAULT_PRESET = 6;
    private static final long LARGEST_PRESET = 9;
    private static final long DICTIONARY_OF_DEFAULT = 8 << 20;
    private static final int ALONE_HEADER_BYTES = 13;
    /** A byte stands for fewer than this many: 273 repeated bytes take no less than a few hundredths of a bit each. */
    private static final int MAX_RATIO = 8192;

    /** What is around the compressed bytes, by the numbers of Python's lzma module. */
    public enum Format {
        /** {@code .xz} streams. */
        XZ(1),
        /** The older {@code .lzma}. */
        ALONE(2),
        /** Nothing: the filters must be known. */
        RAW(3);

        private final int number;

        Format(int number) {
            this.number = number;
        }

        /** The number in configurations. */
        public int number() {
            return number;
        }
    }

    /** Checksums of {@code .xz}, by the numbers of Python's lzma module. */
    public enum Check {
        /** CRC-64 in {@code .xz}, else none. */
        USUAL(-1),
        /** None. */
        NONE(0),
        /** CRC-32. */
        CRC32(1),
        /** CRC-64. */
        CRC64(4),
        /** SHA-256. */
        SHA256(10);

        private final int number;

        Check(int number) {
            this.number = number;
        }

        /** The number in configurations. */
        public int number() {
            return number;
        }
    }

    public LzmaCodec {
        filters = List.copyOf(filters);
        if (format != Format.XZ && check != Check.USUAL && check != Check.NONE) {
            throw new IllegalArgumentException("lzma check " + check.number() + " needs format 1");
        }
        if (preset.isPresent() && !filters.isEmpty()) {
            throw new IllegalArgumentException("lzma preset and filters exclude each other");
        }
        long level = preset.orElse(DEFAULT_PRESET) & ~EXTREME;
        if (level < 0 || level > LZMA2Options.PRESET_MAX) {
            throw new IllegalArgumentException("lzma preset " + preset.getAsLong() + " is not 0 to 9");
        }
        LzmaLibrary.requireChain(format, filters);
    }

    /** The codec of numcodecs' defaults. */
    public static LzmaCodec usual() {
        return new LzmaCodec(Format.XZ, Check.USUAL, OptionalLong.empty(), List.of());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(EncodedSize decoded, int typeSizeBytes) {
        EncodedSize encoded = new EncodedSize.AtMost(decoded.maxBytes()).plus(decoded.maxBytes() / 8 + 4096);
        return new BoundLzma(this, decoded, encoded);
    }

    /** Presets from 6 on differ in the size of their dictionary, which never exceeds what is encoded. */
    @Override
    public LzmaCodec effectiveFor(long decodedBytes) {
        boolean isLarger =
                preset.isPresent() && preset.getAsLong() > DEFAULT_PRESET && preset.getAsLong() <= LARGEST_PRESET;
        return isLarger && decodedBytes <= DICTIONARY_OF_DEFAULT
                ? new LzmaCodec(format, check, OptionalLong.of(DEFAULT_PRESET), filters)
                : this;
    }

    @Override
    public long workspaceBytes(long decodedBytes) {
        try {
            return (long) options(decodedBytes).getEncoderMemoryUsage() << 10;
        } catch (IOException e) {
            return 0; // encoding says what is wrong
        }
    }

    /** The last filter: LZMA with a dictionary no larger than need be. */
    private LZMA2Options options(long decodedBytes) throws IOException {
        LZMA2Options options;
        if (filters.isEmpty()) {
            options = LzmaLibrary.preset(preset.orElse(DEFAULT_PRESET));
        } else {
            options = LzmaLibrary.options(((LzmaFilter.Lzma) filters.get(filters.size() - 1)).settings());
        }
        // Other sizes than powers of two are no .lzma to those who look at the first bytes.
        long enough = Long.highestOneBit(Math.max(LZMA2Options.DICT_SIZE_MIN, decodedBytes * 2 - 1));
        options.setDictSize((int) Math.min(options.getDictSize(), enough));
        return options;
    }

    private record BoundLzma(LzmaCodec codec, EncodedSize decodedSize, EncodedSize encodedSize) implements Bound {
        @Override
        public Bytes encode(Bytes decoded) {
            DecodedSizes.requireInput(NAME, decodedSize, decoded.length());
            ByteArrayOutputStream out = new ByteArrayOutputStream(decoded.length() / 2 + 64);
            try (FinishableOutputStream encoder = encoder(out, decoded.length())) {
                encoder.write(decoded.array(), decoded.offset(), decoded.length());
                encoder.finish();
            } catch (IOException e) {
                throw new UncheckedIOException(e); // a stream to memory has none
            }
            return Bytes.wrap(out.toByteArray());
        }

        private FinishableOutputStream encoder(ByteArrayOutputStream out, int length) throws IOException {
            LZMA2Options last = codec.options(length);
            return switch (codec.format) {
                case XZ -> {
                    Check check = codec.check == Check.USUAL ? Check.CRC64 : codec.check;
                    yield new XZOutputStream(out, LzmaLibrary.chain(codec.filters, last), check.number());
                }
                case ALONE -> new LZMAOutputStream(out, last, -1);
                case RAW -> {
                    FinishableOutputStream target = new FinishableWrapperOutputStream(out);
                    FilterOptions[] chain = LzmaLibrary.chain(codec.filters, last);
                    target = codec.isLzma1() ? new LZMAOutputStream(out, last, true) : last.getOutputStream(target);
                    for (int i = chain.length - 2; i >= 0; i--) {
                        target = chain[i].getOutputStream(target);
                    }
                    yield target;
                }
            };
        }

        @Override
        public Bytes decode(Bytes encoded) {
            long hold = (long) MAX_RATIO * encoded.length();
            if (decodedSize instanceof EncodedSize.Exactly exactly && exactly.bytes() > hold) {
                throw new CodecException(
                        NAME, encoded.length() + " bytes can hold " + hold + ", expected " + decodedSize);
            }
            DecodeBuffer out = new DecodeBuffer(NAME, decodedSize, encoded.length());
            // The dictionary need not reach back beyond the first byte.
            long most = Math.min(decodedSize.maxBytes(), hold);
            ByteArrayInputStream in = new ByteArrayInputStream(encoded.array(), encoded.offset(), encoded.length());
            try {
                if (codec.format == Format.XZ) {
                    new XzStreams(NAME, encoded, most).decode(out);
                    return out.finish();
                }
                try (InputStream decoder = codec.format == Format.ALONE ? alone(encoded, in, most) : raw(in, most)) {
                    out.fill(decoder);
                }
            } catch (CodecException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                int at = encoded.length() - in.available();
                throw new CodecException(NAME, "malformed stream near byte " + at + ": " + e.getMessage(), e);
            }
            if (in.available() > 0) {
                int at = encoded.length() - in.available();
                throw new CodecException(NAME, in.available() + " bytes too many at byte " + at);
            }
            return out.finish();
        }

        private static InputStream alone(Bytes encoded, ByteArrayInputStream in, long most) throws IOException {
            if (in.skip(ALONE_HEADER_BYTES) < ALONE_HEADER_BYTES) {
                throw new CodecException(NAME, encoded.length() + " bytes are too few");
            }
            long dictionary = Integer.toUnsignedLong(encoded.getInt(1));
            return LzmaLibrary.lzma1(in, encoded.getLong(5), encoded.unsigned(0), Math.min(dictionary, most));
        }

        private InputStream raw(ByteArrayInputStream in, long most) throws IOException {
            LZMA2Options last = codec.options(most);
            FilterOptions[] chain = LzmaLibrary.chain(codec.filters, last);
            InputStream decoder = codec.isLzma1()
                    ? LzmaLibrary.lzma1(
                            in, -1, (last.getPb() * 5 + last.getLp()) * 9 + last.getLc(), last.getDictSize())
                    : last.getInputStream(in);
            for (int i = chain.length - 2; i >= 0; i--) {
                decoder = chain[i].getInputStream(decoder);
            }
            return decoder;
        }
    }

    private boolean isLzma1() {
        return !((LzmaFilter.Lzma) filters.get(filters.size() - 1)).isSecond();
    }
}
