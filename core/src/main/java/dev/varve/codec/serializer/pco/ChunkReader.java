package dev.varve.codec.serializer.pco;

import java.util.Optional;

/** Reads one chunk of a stream: its metadata, then the numbers of its one page. */
final class ChunkReader {
    private final BitSource source;
    private final NumberType type;
    private final Mode mode;
    private final Delta delta;
    private final Optional<LatentReader> lookbacks;
    private final LatentReader primary;
    private final Optional<LatentReader> secondary;

    /** Reads the metadata of a chunk. */
    ChunkReader(BitSource source, NumberType type, int majorVersion) {
        this.source = source;
        this.type = type;
        mode = Mode.read(source, type, majorVersion);
        delta = Delta.read(source, majorVersion);
        lookbacks = delta instanceof Delta.Lookback ? Optional.of(reader(Integer.SIZE)) : Optional.empty();
        primary = reader(mode.primaryBits(type));
        secondary = mode.hasSecondary() ? Optional.of(reader(type.bits())) : Optional.empty();
        source.align();
        if (delta instanceof Delta.Convolution convolution && convolution.overflows(mode.primaryBits(type))) {
            throw source.error("a convolution that may overflow");
        }
    }

    private LatentReader reader(int bits) {
        return new LatentReader(Bins.read(source, bits));
    }

    /** A latent of the page, with the delta that is applied to it. */
    private final class Page {
        private final LatentReader reader;
        private final DeltaReader deltas;
        private final int stateCount;
        private final long[] latents = new long[Latents.BATCH];

        Page(LatentReader reader, Delta delta, int count) {
            this.reader = reader;
            stateCount = delta.stateCount();
            int bits = reader.bins().bits();
            long[] state = Words.readArray(source, stateCount, bits);
            deltas = delta.reader(bits, state, count);
            reader.start(source);
            if (reader.bins().count() == 0 && count > stateCount) {
                throw source.error("no bins for " + (count - stateCount) + " latents");
            }
        }

        /** Reads a batch, of a page of which {@code left} numbers are left. */
        long[] read(int left, long[] distances) {
            int n = Math.min(left, Latents.BATCH);
            reader.read(source, Math.max(0, Math.min(left - stateCount, Latents.BATCH)), latents);
            deltas.read(source, latents, n, distances);
            return latents;
        }
    }

    /** Reads {@code count} numbers, at least 1, into {@code out} from byte {@code at} on. */
    void read(int count, byte[] out, int at) {
        Delta none = new Delta.None();
        int coded = Math.max(0, count - delta.stateCount());
        Optional<Page> lookbackPage = lookbacks.map(reader -> new Page(reader, none, coded));
        Page primaryPage = new Page(primary, delta, count);
        Optional<Page> secondaryPage = secondary.map(reader -> new Page(reader, delta.ofSecondary(), count));
        source.align();
        Joiner joiner = new Joiner(type, mode);
        long[] unused = new long[0];
        int to = at;
        for (int left = count; left > 0; left -= Latents.BATCH) {
            int n = Math.min(left, Latents.BATCH);
            int codedLeft = Math.max(0, left - delta.stateCount());
            long[] distances =
                    lookbackPage.isEmpty() ? unused : lookbackPage.get().read(codedLeft, unused);
            long[] first = primaryPage.read(left, distances);
            long[] second =
                    secondaryPage.isEmpty() ? unused : secondaryPage.get().read(left, distances);
            joiner.join(source, first, second, n, out, to);
            to += n * (type.bits() / Byte.SIZE);
        }
        source.align();
    }
}
