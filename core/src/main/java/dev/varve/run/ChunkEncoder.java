package dev.varve.run;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.codec.CodecChain;
import dev.varve.codec.CodecException;
import dev.varve.codec.Scratch;
import dev.varve.plan.CopyPlan;
import java.io.IOException;
import java.util.Optional;

/**
 * Encodes chunks as their chain does and, where asked to, decodes each again and holds it to what the chain promises.
 *
 * @param isVerifying whether chunks are decoded again
 */
public record ChunkEncoder(boolean isVerifying) implements ChunkGuard {
    @Override
    public Optional<Bytes> encode(
            CopyPlan.VariableCopy copy, CodecChain.Bound chain, Region cell, NdArray chunk, Scratch scratch)
            throws IOException {
        if (chunk.isAll(copy.layout().fill())) {
            return Optional.empty();
        }
        CodecChain codecs = copy.layout().chain();
        try {
            Bytes encoded = encode(chain, chunk, scratch);
            if (isVerifying && !survives(codecs, chain, chunk, encoded, scratch)) {
                throw new DataDiffersException(place(copy, cell)
                        + ": the encoded chunk does not decode to what was read (codecs " + codecs.name() + ")");
            }
            return Optional.of(encoded);
        } catch (CodecException | IllegalArgumentException e) {
            throw new IOException(place(copy, cell) + ": " + e.getMessage(), e);
        }
    }

    /** What messages call a chunk. */
    public static String place(CopyPlan.VariableCopy copy, Region cell) {
        return "variable '" + copy.variable().path() + "', region " + cell;
    }

    /** Encodes a chunk; what waits for its turn takes no more memory than its length, for which alone it answers to the budget. */
    public static Bytes encode(CodecChain.Bound chain, NdArray chunk, Scratch scratch) {
        Bytes encoded = chain.encode(chunk, scratch);
        boolean isExact = encoded.length() == encoded.array().length && !scratch.holds(encoded);
        return isExact ? encoded : Bytes.wrap(encoded.toArray());
    }

    /**
     * Whether an encoded chunk keeps its chain's promise: a lossless chain gives back every bit; a lossy one stays within the
     * bound that it promises, or gives something that it keeps from then on. Of one that promises neither it is known that its
     * bytes are decoded.
     */
    public static boolean survives(
            CodecChain codecs, CodecChain.Bound chain, NdArray chunk, Bytes encoded, Scratch scratch) {
        if (codecs.isLossless()) {
            return chain.decodesTo(encoded, chunk, scratch);
        }
        return survives(codecs, chain, chunk, encoded, chain.decode(encoded, scratch));
    }

    /** As above, of a chunk that was decoded again. */
    public static boolean survives(
            CodecChain codecs, CodecChain.Bound chain, NdArray chunk, Bytes encoded, NdArray decoded) {
        if (codecs.isLossless()) {
            return decoded.sameBits(chunk);
        }
        if (codecs.errorBound().isPresent()) {
            return ErrorBound.holds(chunk, decoded, codecs.errorBound().getAsDouble());
        }
        return !codecs.isIdempotent() || chain.encode(decoded).equals(encoded);
    }
}
