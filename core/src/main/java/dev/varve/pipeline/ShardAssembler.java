package dev.varve.pipeline;

import dev.varve.array.Bytes;
import dev.varve.shard.IndexLocation;
import dev.varve.shard.ShardIndex;
import dev.varve.shard.ShardLayout;
import dev.varve.store.Upload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lays the encoded inner chunks of one shard into an upload, in C order, as they come; only a shard with its index in
 * front is held until it is whole.
 */
public final class ShardAssembler {
    private final ShardLayout layout;
    private final Upload upload;
    private final ShardIndex.Builder index;
    private final List<Bytes> held = new ArrayList<>();
    private int next;
    private long end;

    /** Assembles a shard of {@code layout} in {@code upload}. */
    public ShardAssembler(ShardLayout layout, Upload upload) {
        this.layout = layout;
        this.upload = upload;
        this.index = ShardIndex.builder(layout.chunkCount());
        this.end = layout.firstChunkOffset();
    }

    /** The next inner chunk's encoded bytes; nothing when it is all fill value. */
    public void append(Optional<Bytes> encoded) throws IOException {
        if (next == layout.chunkCount()) {
            throw new IllegalStateException("a shard of " + next + " inner chunks got one more");
        }
        if (encoded.isPresent()) {
            index.place(next, end, encoded.get().length());
            end += encoded.get().length();
            if (layout.location() == IndexLocation.END) {
                upload.append(encoded.get());
            } else {
                held.add(encoded.get());
            }
        }
        next++;
    }

    /**
     * Completes the shard and commits the upload, unless no inner chunk is there.
     *
     * @return whether the shard was stored
     */
    public boolean finish() throws IOException {
        if (next != layout.chunkCount()) {
            throw new IllegalStateException("a shard of " + layout.chunkCount() + " inner chunks got only " + next);
        }
        ShardIndex built = index.build();
        if (built.isEmpty()) {
            return false;
        }
        upload.append(layout.encodeIndex(built));
        for (Bytes piece : held) {
            upload.append(piece);
        }
        upload.commit();
        return true;
    }
}
