package dev.varve.codec.serializer.pco;

import dev.varve.array.Bytes;

/** Encodes standalone streams, as version 1 of pco writes them. */
public final class StreamWriter {
    /** Version 4.1 of the format. */
    private static final int MINOR_VERSION = 1;

    /** Magic number, version, type, hint, and the format's two numbers. */
    private static final int MAX_HEADER_BYTES = 4 + 1 + 1 + (StreamReader.HINT_WIDTH_BITS + Long.SIZE + 7) / 8 + 2;

    /** A chunk's type and number of numbers. */
    private static final int CHUNK_START_BYTES = 1 + StreamReader.COUNT_BITS / 8;

    private final NumberType type;
    private final PcoOptions options;
    private final BitSink sink;

    private StreamWriter(NumberType type, PcoOptions options, int expectedBytes) {
        this.type = type;
        this.options = options;
        this.sink = new BitSink(expectedBytes);
    }

    /** The most bytes that so many numbers become. */
    public static long maxBytes(NumberType type, PcoOptions options, long count) {
        long each = CHUNK_START_BYTES + CodedChunk.plainBytes(type, 0) + 1;
        return MAX_HEADER_BYTES + options.pages(count) * each + count * (type.bits() / Byte.SIZE) + 1;
    }

    /**
     * Encodes numbers; the same numbers become the same bytes every time.
     *
     * @param numbers little-endian
     */
    public static Bytes encode(NumberType type, PcoOptions options, Bytes numbers) {
        int count = numbers.length() / (type.bits() / Byte.SIZE);
        StreamWriter writer = new StreamWriter(type, options, numbers.length() / 2 + 1024);
        writer.writeHeader(count);
        int pages = (int) options.pages(count);
        int from = 0;
        for (int page = 0; page < pages; page++) {
            int n = count / pages + (page < count % pages ? 1 : 0);
            long[] latents = new long[n];
            type.take(numbers, from, latents);
            writer.writeChunk(latents);
            from += n;
        }
        writer.sink.write(0, Byte.SIZE);
        return Bytes.wrap(writer.sink.toArray());
    }

    private void writeHeader(int count) {
        sink.write(StreamReader.MAGIC, Integer.SIZE);
        sink.write(StreamReader.STANDALONE_VERSION, Byte.SIZE);
        sink.write(0, Byte.SIZE);
        int width = Math.max(1, Latents.width(count));
        sink.write(width - 1L, StreamReader.HINT_WIDTH_BITS);
        sink.write(count, width);
        sink.align();
        sink.write(StreamReader.MAJOR_VERSION, Byte.SIZE);
        sink.write(MINOR_VERSION, Byte.SIZE);
    }

    private void writeChunk(long[] latents) {
        sink.write(type.code(), Byte.SIZE);
        sink.write(latents.length - 1L, StreamReader.COUNT_BITS);
        int start = sink.length();
        long most = CodedChunk.plainBytes(type, latents.length);
        CodedChunk chunk = code(latents.clone());
        boolean isSmall = chunk.isPlain() || chunk.worstBytes(type) <= most;
        if (isSmall) {
            chunk.write(sink, type);
        }
        if (!isSmall || sink.length() - start > most) {
            sink.truncate(start);
            CodedChunk.plain(type, latents).write(sink, type);
        }
    }

    private CodedChunk code(long[] latents) {
        Splitter splitter = options.isModeFound() ? Splitter.choose(type, latents) : Splitter.classic(type);
        long[] secondary = splitter.split(latents);
        int binLog = binLog(options.level(), latents.length);
        return CodedChunk.train(type, splitter.mode(), delta(latents, binLog), latents, secondary, binLog);
    }

    /** The logarithm of the number of bins to start from: the level, or less when there are few numbers. */
    private static int binLog(int level, int n) {
        int plenty = Math.max(0, Latents.width(n) - 1 - 4);
        return level <= plenty ? level : plenty + (level - plenty) / 2;
    }

    private Delta delta(long[] latents, int binLog) {
        return switch (options.delta()) {
            case FOUND -> DeltaChooser.choose(type, latents, binLog);
            case NONE -> new Delta.None();
            case CONSECUTIVE -> {
                int order = options.order().orElseThrow();
                yield order == 0 ? new Delta.None() : new Delta.Consecutive(order, false);
            }
            case LOOKBACK -> LookbackFinder.delta(latents.length);
        };
    }
}
