package dev.varve.run.rechunk;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.codec.CodecChain;
import dev.varve.codec.CodecException;
import dev.varve.codec.Scratch;
import dev.varve.dataset.ChunkReference;
import dev.varve.dataset.Source;
import dev.varve.plan.CopyPlan;
import dev.varve.plan.rechunk.RechunkTarget;
import dev.varve.run.ChunkEncoder;
import dev.varve.run.DataDiffersException;
import dev.varve.store.FileRangeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Takes a chunk's encoded bytes from where they lie. Where verified, they have to decode to what the source itself reads; a chunk
 * that is stored in another way is encoded as any other.
 */
final class EncodedCopy implements ChunkMaker {
    private final Source source;
    private final CopyPlan.VariableCopy copy;
    private final ChunkEncoder encoder;
    private final CodecChain chain;

    EncodedCopy(Source source, CopyPlan.VariableCopy copy, boolean isVerifying) {
        this.source = source;
        this.copy = copy;
        this.encoder = new ChunkEncoder(isVerifying);
        this.chain = copy.layout().chain().withoutWhatEncodingDoes();
    }

    /**
     * Whether the chunks of a variable are encoded as a target wants them, and lie in files; the first chunk that is there speaks
     * for all.
     */
    static boolean isPossible(Source source, RechunkTarget target) throws IOException {
        boolean isCutAlike = target.variable().storage().chunkShape().isPresent()
                && target.sourceChunks().equals(target.layout().chunks());
        if (!isCutAlike || target.layout().chunks().counts().isEmpty()) {
            return false;
        }
        CodecChain wanted = target.layout().chain().withoutWhatEncodingDoes();
        if (!wanted.equals(target.layout().chain())) {
            return false; // what encoding does is not done to bytes that only move
        }
        long count = Math.min(64, target.layout().chunks().counts().count());
        for (long i = 0; i < count; i++) {
            Optional<ChunkReference> found =
                    source.reference(target.variable(), target.layout().chunks().index(i));
            if (found.isPresent()) {
                return found.get().chain().equals(wanted)
                        && Files.isRegularFile(Path.of(found.get().location()));
            }
        }
        return false;
    }

    @Override
    public Optional<Bytes> make(long[] chunkIndex, Region cell, CodecChain.Bound bound, Scratch scratch)
            throws IOException {
        Region inside = cell.intersection(Region.whole(copy.variable().shape())).orElseThrow();
        Optional<ChunkReference> reference = source.reference(copy.variable(), chunkIndex);
        boolean isMovable = reference.isPresent()
                && reference.get().chain().equals(chain)
                && reference.get().length() < Integer.MAX_VALUE - 8;
        if (!isMovable) {
            NdArray data = source.read(copy.variable(), inside);
            return encoder.encode(copy, bound, cell, bound.padded(data), scratch);
        }
        Bytes bytes = bytes(reference.get());
        if (encoder.isVerifying()) {
            requireSame(bytes, inside, cell, bound, scratch);
        }
        return Optional.of(bytes);
    }

    private static Bytes bytes(ChunkReference reference) throws IOException {
        try (FileRangeReader file = FileRangeReader.open(Path.of(reference.location()))) {
            return file.read(reference.offset(), (int) reference.length());
        }
    }

    private void requireSame(Bytes bytes, Region inside, Region cell, CodecChain.Bound bound, Scratch scratch)
            throws IOException {
        NdArray data = source.read(copy.variable(), inside);
        try {
            NdArray decoded = bound.decode(bytes, scratch).slice(inside.relativeTo(cell.starts()));
            if (!decoded.sameBits(data)) {
                throw new DataDiffersException(ChunkEncoder.place(copy, cell)
                        + ": the encoded chunk does not decode to what was read (codecs " + chain.name() + ")");
            }
        } catch (CodecException e) {
            throw new IOException(ChunkEncoder.place(copy, cell) + ": " + e.getMessage(), e);
        }
    }
}
