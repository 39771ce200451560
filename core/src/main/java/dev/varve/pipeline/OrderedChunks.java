package dev.varve.pipeline;

import dev.varve.array.Bytes;
import dev.varve.codec.Scratch;
import dev.varve.store.ByteRange;
import dev.varve.store.RangeReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Brings the inner chunks of a shard into order while threads encode them: one that comes early waits until all before it
 * are laid into the shard, and is laid there by the thread that was late. What does not change is copied between them. So
 * a shard is written while it is encoded, and little of it is held.
 */
final class OrderedChunks implements Closeable {
    private final ShardAssembler assembler;
    private final int[] changed;
    private final IntFunction<Optional<ByteRange.Between>> kept;
    private final Optional<RangeReader> old;
    private final int chunkCount;
    private final Map<Integer, Optional<Bytes>> waiting = new HashMap<>();
    private boolean isHeldBack;
    private boolean isAppending;
    /** How many of those that change have been laid down. */
    private int done;
    /** The first ordinal that is not laid down yet. */
    private int next;

    /**
     * @param changed ordinals of the inner chunks that will be added
     * @param kept bytes of the old shard that an inner chunk which is not among them keeps
     * @param old the old shard, when there are such
     */
    OrderedChunks(
            ShardAssembler assembler,
            Set<Integer> changed,
            IntFunction<Optional<ByteRange.Between>> kept,
            Optional<RangeReader> old,
            int chunkCount) {
        this.assembler = assembler;
        this.changed = changed.stream().mapToInt(Integer::intValue).sorted().toArray();
        this.kept = kept;
        this.old = old;
        this.chunkCount = chunkCount;
    }

    /** Nothing is laid down before {@link #finish}, so that until then it can be looked at. */
    synchronized void holdBack() {
        isHeldBack = true;
    }

    /** An inner chunk that was added and waits; nothing when it is all fill value. */
    synchronized Optional<Bytes> waiting(int ordinal) {
        return waiting.getOrDefault(ordinal, Optional.empty());
    }

    /**
     * Adds an encoded inner chunk, nothing when it is all fill value.
     *
     * @param scratch where the bytes may lie; they are copied when they have to wait
     */
    void add(int ordinal, Optional<Bytes> encoded, Scratch scratch) throws IOException {
        if (assembler.isDoneWithEach() && takeTurn(ordinal)) {
            layDown(ordinal, encoded);
            endTurn();
        } else {
            Optional<Bytes> lasting = encoded.map(bytes -> lasting(bytes, scratch));
            synchronized (this) {
                waiting.put(ordinal, lasting);
            }
        }
        layDownWaiting();
    }

    private static Bytes lasting(Bytes encoded, Scratch scratch) {
        return scratch.holds(encoded) ? Bytes.wrap(encoded.toArray()) : encoded;
    }

    private synchronized boolean takeTurn(int ordinal) {
        if (isHeldBack || isAppending || changed[done] != ordinal) {
            return false;
        }
        isAppending = true;
        return true;
    }

    private synchronized void endTurn() {
        done++;
        isAppending = false;
    }

    private void layDownWaiting() throws IOException {
        for (Optional<Integer> turn = takeWaiting(); turn.isPresent(); turn = takeWaiting()) {
            layDown(turn.get(), removeWaiting(turn.get()));
            endTurn();
        }
    }

    /** After a failure the turn is never ended, and nobody lays down anything. */
    private synchronized Optional<Integer> takeWaiting() {
        if (done == changed.length || !waiting.containsKey(changed[done]) || !takeTurn(changed[done])) {
            return Optional.empty();
        }
        return Optional.of(changed[done]);
    }

    private synchronized Optional<Bytes> removeWaiting(int ordinal) {
        return waiting.remove(ordinal);
    }

    /** Only ever called by the one thread whose turn it is. */
    private void layDown(int ordinal, Optional<Bytes> encoded) throws IOException {
        keepUpTo(ordinal);
        assembler.append(encoded);
        next = ordinal + 1;
    }

    private void keepUpTo(int ordinal) throws IOException {
        for (; next < ordinal; next++) {
            Optional<ByteRange.Between> range = kept.apply(next);
            if (range.isPresent()) {
                assembler.append(old.orElseThrow(), range.get());
            } else {
                assembler.append(Optional.empty());
            }
        }
    }

    /**
     * Lays down what is left when all have been added, and stores the shard unless nothing is in it.
     *
     * @param condition asked for when all is uploaded, directly before the commit
     * @return whether it was stored
     */
    boolean finish(ShardAssembler.Condition condition) throws IOException {
        synchronized (this) {
            isHeldBack = false;
        }
        layDownWaiting();
        if (done != changed.length) {
            throw new IllegalStateException("only " + done + " inner chunks of " + Arrays.toString(changed) + " came");
        }
        keepUpTo(chunkCount);
        return assembler.finish(condition);
    }

    @Override
    public void close() throws IOException {
        assembler.close();
    }
}
