package dev.varve.codec.serializer.pco;

import java.util.ArrayList;
import java.util.List;

/** The latents of a chunk with a delta applied and bins trained: all but the writing. */
final class CodedChunk {
    /** Second latents have at most {@code 2^} this bins, and few values look back. */
    private static final int SECONDARY_BIN_LOG = 6;

    private final Mode mode;
    private final Delta delta;
    /** One for each latent, in the order of the stream: lookbacks, first, second. */
    private final List<Part> parts;

    private CodedChunk(Mode mode, Delta delta, List<Part> parts) {
        this.mode = mode;
        this.delta = delta;
        this.parts = List.copyOf(parts);
    }

    /** One latent: of its values those from {@code from} on are stored, by bins, and {@code state} before them, as it is. */
    private static final class Part {
        private final long[] state;
        private final long[] latents;
        private final int from;
        private final TrainedBins trained;

        Part(long[] state, long[] latents, int from, TrainedBins trained) {
            this.state = state;
            this.latents = latents;
            this.from = from;
            this.trained = trained;
        }

        int count() {
            return latents.length - from;
        }

        Bins bins() {
            return trained.bins();
        }
    }

    /** Trains for {@code primary} and, unless it is empty, {@code secondary}; both become differences. */
    static CodedChunk train(NumberType type, Mode mode, Delta delta, long[] primary, long[] secondary, int binLog) {
        List<Part> parts = new ArrayList<>();
        long[] distances = new long[0];
        if (delta instanceof Delta.Lookback lookback) {
            distances = new LookbackFinder(lookback, primary, type.bits()).find();
            parts.add(part(new Delta.None(), distances, Integer.SIZE, distances, binLog));
        }
        parts.add(part(delta, primary, type.bits(), distances, binLog));
        if (secondary.length > 0) {
            int fewer = Math.min(binLog, SECONDARY_BIN_LOG);
            parts.add(part(delta.ofSecondary(), secondary, type.bits(), distances, fewer));
        }
        return new CodedChunk(mode, delta, parts);
    }

    private static Part part(Delta delta, long[] latents, int bits, long[] distances, int binLog) {
        long[] state = DeltaWriter.apply(delta, latents, bits, distances);
        int from = Math.min(state.length, latents.length);
        return new Part(state, latents, from, TrainedBins.train(latents, from, latents.length - from, bits, binLog));
    }

    /** Latents as they are, each in all its bits. */
    static CodedChunk plain(NumberType type, long[] latents) {
        TrainedBins whole = TrainedBins.whole(type.bits(), latents.length);
        return new CodedChunk(new Mode.Classic(), new Delta.None(), List.of(new Part(new long[0], latents, 0, whole)));
    }

    /** Whether numbers are neither split nor subtracted, which never takes more bytes than not to compress them. */
    boolean isPlain() {
        return mode instanceof Mode.Classic && delta instanceof Delta.None;
    }

    /** About how many bytes the metadata take: those of the delta are not told apart. */
    private long metadataBytes(NumberType type) {
        long bits = (long) mode.sizeBits(type) + Delta.MAX_SIZE_BITS;
        for (Part part : parts) {
            bits += part.bins().sizeBits();
        }
        return bits + 7 >> 3;
    }

    private long pageStartBytes() {
        long bits = 0;
        for (Part part : parts) {
            bits += (long) AnsTable.INTERLEAVED * part.bins().sizeLog()
                    + (long) part.state.length * part.bins().bits();
        }
        return bits + 7 >> 3;
    }

    /** About how many bytes the chunk takes. */
    float expectedBytes(NumberType type) {
        long bits = 0;
        for (Part part : parts) {
            bits += (long) Math.ceil(part.count() * part.bins().meanBits());
        }
        return metadataBytes(type) + pageStartBytes() + (bits + 7 >> 3);
    }

    /** More bytes than the chunk can take. */
    long worstBytes(NumberType type) {
        long bits = 7;
        for (Part part : parts) {
            bits += part.trained.worstBits();
        }
        return metadataBytes(type) + pageStartBytes() + (bits + 7 >> 3);
    }

    /** More bytes than {@code n} numbers take that are not compressed. */
    static long plainBytes(NumberType type, int n) {
        long metadata = Mode.TAG_BITS
                + Delta.MAX_SIZE_BITS
                + (long) Bins.whole(type.bits()).sizeBits();
        return (metadata + 7 >> 3) + ((long) n * type.bits() + 7 >> 3);
    }

    /** Writes the metadata, then the page. */
    void write(BitSink sink, NumberType type) {
        mode.write(sink, type);
        delta.write(sink);
        List<LatentWriter> writers = new ArrayList<>();
        for (Part part : parts) {
            part.bins().write(sink);
            writers.add(new LatentWriter(part.bins(), part.latents, part.from, part.count()));
        }
        sink.align();
        int longest = 0;
        for (int i = 0; i < parts.size(); i++) {
            for (long latent : parts.get(i).state) {
                sink.write(latent, parts.get(i).bins().bits());
            }
            writers.get(i).writeStates(sink);
            longest = Math.max(longest, parts.get(i).count());
        }
        sink.align();
        for (int first = 0; first < longest; first += Latents.BATCH) {
            for (LatentWriter writer : writers) {
                writer.writeBatch(sink, first);
            }
        }
        sink.align();
    }
}
