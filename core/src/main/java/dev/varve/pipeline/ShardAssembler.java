package dev.varve.pipeline;

import dev.varve.array.Bytes;
import dev.varve.shard.IndexLocation;
import dev.varve.shard.ShardIndex;
import dev.varve.shard.ShardLayout;
import dev.varve.store.ByteRange;
import dev.varve.store.RangeReader;
import dev.varve.store.Upload;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lays the encoded inner chunks of one shard into an upload, in C order, as they come; only a shard with its index in
 * front is held until it is whole. The upload is not begun before there is something to store.
 */
public final class ShardAssembler implements Closeable {
    private final ShardLayout layout;
    private final Target target;
    private final ShardIndex.Builder index;
    private final List<Piece> held = new ArrayList<>();
    private Optional<Upload> upload = Optional.empty();
    private Optional<Kept> kept = Optional.empty();
    private int next;
    private long end;

    /** Where the shard is uploaded to. */
    @FunctionalInterface
    public interface Target {
        /** Begins an upload. */
        Upload begin() throws IOException;
    }

    /** What has to hold when the shard replaces the old one. */
    @FunctionalInterface
    interface Condition {
        /** Throws unless it holds. */
        void require() throws IOException;
    }

    /** Some bytes of the shard. */
    @FunctionalInterface
    private interface Piece {
        void appendTo(Upload upload) throws IOException;
    }

    /** Neighbours in another value that stay neighbours. */
    private record Kept(RangeReader source, ByteRange.Between range) implements Piece {
        @Override
        public void appendTo(Upload upload) throws IOException {
            upload.append(source, range.start(), range.stop() - range.start());
        }
    }

    /** Assembles a shard of {@code layout}. */
    public ShardAssembler(ShardLayout layout, Target target) {
        this.layout = layout;
        this.target = target;
        this.index = ShardIndex.builder(layout.chunkCount());
        this.end = layout.firstChunkOffset();
    }

    /** Whether what is appended may be used for something else at once. */
    boolean isDoneWithEach() {
        return layout.location() == IndexLocation.END;
    }

    /** The next inner chunk's encoded bytes; nothing when it is all fill value. */
    public void append(Optional<Bytes> encoded) throws IOException {
        if (encoded.isPresent()) {
            Bytes bytes = encoded.get();
            place(bytes.length());
            appendKept();
            append(to -> to.append(bytes));
        }
        next++;
    }

    /** The next inner chunk's encoded bytes as they lie in another value, which stays open until this is finished. */
    void append(RangeReader source, ByteRange.Between range) throws IOException {
        place(range.stop() - range.start());
        boolean isNeighbour = kept.isPresent()
                && kept.get().source == source
                && kept.get().range.stop() == range.start();
        if (isNeighbour) {
            long start = kept.get().range.start();
            kept = Optional.of(new Kept(source, new ByteRange.Between(start, range.stop())));
        } else {
            appendKept();
            kept = Optional.of(new Kept(source, range));
        }
        next++;
    }

    private void place(long length) {
        if (next == layout.chunkCount()) {
            throw new IllegalStateException("a shard of " + next + " inner chunks got one more");
        }
        index.place(next, end, length);
        end += length;
    }

    private void appendKept() throws IOException {
        if (kept.isPresent()) {
            append(kept.get());
            kept = Optional.empty();
        }
    }

    private void append(Piece piece) throws IOException {
        if (isDoneWithEach()) {
            piece.appendTo(upload());
        } else {
            held.add(piece);
        }
    }

    private Upload upload() throws IOException {
        if (upload.isEmpty()) {
            upload = Optional.of(target.begin());
        }
        return upload.get();
    }

    /**
     * Completes the shard and commits the upload, unless no inner chunk is there.
     *
     * @return whether the shard was stored
     */
    public boolean finish() throws IOException {
        return finish(() -> {});
    }

    /**
     * As above.
     *
     * @param condition asked for when all is uploaded, directly before the commit
     */
    boolean finish(Condition condition) throws IOException {
        if (next != layout.chunkCount()) {
            throw new IllegalStateException("a shard of " + layout.chunkCount() + " inner chunks got only " + next);
        }
        ShardIndex built = index.build();
        if (built.isEmpty()) {
            return false;
        }
        appendKept();
        upload().append(layout.encodeIndex(built));
        for (Piece piece : held) {
            piece.appendTo(upload());
        }
        condition.require();
        upload().commit();
        return true;
    }

    /** Discards what is not finished. */
    @Override
    public void close() throws IOException {
        if (upload.isPresent()) {
            upload.get().close();
        }
    }
}
