package dev.varve.run;

import dev.varve.array.Bytes;
import dev.varve.dataset.Sink;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Appends encoded blocks to their objects in the order of the blocks, whatever the order in which threads bring them: what
 * comes early waits, encoded, until the thread that brings the missing block appends it too.
 */
final class OrderedAppender implements Closeable {
    private final Sink sink;
    private final Map<Long, Waiting> waiting = new HashMap<>();
    private long next;
    private boolean isAppending;
    private boolean hasFailed;
    private Sink.ObjectWriter writer;
    private long appendedBytes;

    OrderedAppender(Sink sink) {
        this.sink = sink;
    }

    /** An encoded block, and what to do when it is appended. */
    private record Waiting(BlockSequence.Block block, List<Optional<Bytes>> encoded, Runnable done) {}

    /** Encoded bytes that were appended. */
    synchronized long appendedBytes() {
        return appendedBytes;
    }

    /**
     * Appends a block as soon as all before it are; by this thread or, when it is early, by the one that is late. Objects
     * that became complete are finished by the thread that completed them, while others go on appending.
     */
    void append(BlockSequence.Block block, List<Optional<Bytes>> encoded, Runnable done) throws IOException {
        synchronized (this) {
            waiting.put(block.ordinal(), new Waiting(block, encoded, done));
        }
        Deque<Sink.ObjectWriter> complete = new ArrayDeque<>();
        try {
            for (Optional<Waiting> turn = takeTurn(); turn.isPresent(); turn = takeTurn()) {
                try {
                    appendNow(turn.get()).ifPresent(complete::add);
                } finally {
                    endTurn();
                }
                turn.get().done().run();
            }
            while (!complete.isEmpty()) {
                complete.peek().finish();
                complete.remove().close();
            }
        } finally {
            for (Sink.ObjectWriter object : complete) {
                object.close();
            }
        }
    }

    private synchronized Optional<Waiting> takeTurn() {
        if (isAppending || hasFailed || !waiting.containsKey(next)) {
            return Optional.empty();
        }
        isAppending = true;
        return Optional.of(waiting.remove(next++));
    }

    private synchronized void endTurn() {
        isAppending = false;
    }

    /** Only ever called by the one thread whose turn it is. */
    private Optional<Sink.ObjectWriter> appendNow(Waiting turn) throws IOException {
        BlockSequence.Block block = turn.block();
        Sink.ObjectWriter object = writer == null ? sink.open(block.copy().variable(), block.objectIndex()) : writer;
        writer = object;
        for (Optional<Bytes> piece : turn.encoded()) {
            object.append(piece);
            appendedBytes += piece.map(Bytes::length).orElse(0);
        }
        if (!block.isLast()) {
            return Optional.empty();
        }
        writer = null;
        if (sink.takesOneObjectAtATime()) {
            try (object) {
                object.finish();
            }
            return Optional.empty();
        }
        return Optional.of(object);
    }

    /** A thread failed: nothing more is appended. */
    synchronized void fail() {
        hasFailed = true;
    }

    @Override
    public synchronized void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }
}
