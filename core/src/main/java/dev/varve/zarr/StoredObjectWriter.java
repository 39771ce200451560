package dev.varve.zarr;

import dev.varve.array.Bytes;
import dev.varve.array.Shape;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Sink;
import dev.varve.pipeline.ShardAssembler;
import dev.varve.shard.ShardLayout;
import dev.varve.store.Key;
import dev.varve.store.ObjectChecksum;
import dev.varve.store.RangeReader;
import dev.varve.store.Store;
import dev.varve.store.Upload;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Writes one chunk or shard, keeps its checksum while it is written, and reads it back when it is there. */
final class StoredObjectWriter implements Sink.ObjectWriter {
    private final Store store;
    private final Key key;
    private final ChecksummingUpload upload;
    private final Optional<ShardAssembler> shard;
    private final Optional<Bytes> empty;
    private final Map<String, Manifest.Entry> manifest;
    private boolean isStored;

    /**
     * @param object the full shape of the object
     * @param empty what is stored for a chunk of nothing but fill value; nothing when such a chunk is left out
     */
    StoredObjectWriter(
            Store store,
            Key key,
            Layout layout,
            Shape object,
            Optional<Bytes> empty,
            Map<String, Manifest.Entry> manifest)
            throws IOException {
        this.empty = empty;
        this.store = store;
        this.key = key;
        this.manifest = manifest;
        this.upload = new ChecksummingUpload(store.upload(key));
        this.shard = shardLayout(layout, object).map(found -> new ShardAssembler(found, () -> upload));
    }

    private static Optional<ShardLayout> shardLayout(Layout layout, Shape object) {
        return layout.isSharded() ? ShardLayout.of(StoredChain.of(layout), layout.chunkSpec(object)) : Optional.empty();
    }

    @Override
    public void append(Optional<Bytes> encoded) throws IOException {
        if (shard.isPresent()) {
            shard.get().append(encoded);
            return;
        }
        Optional<Bytes> stored = encoded.or(() -> empty);
        if (stored.isPresent()) {
            upload.append(stored.get());
            isStored = true;
        }
    }

    @Override
    public void finish() throws IOException {
        if (shard.isPresent()) {
            isStored = shard.get().finish();
        } else if (isStored) {
            upload.commit();
        }
        if (isStored) {
            Manifest.Entry entry = new Manifest.Entry(upload.bytes, upload.checksum.checksum());
            requireStored(entry);
            manifest.put(key.path(), entry);
        }
    }

    /** Reads the object back and compares it with what was appended. */
    private void requireStored(Manifest.Entry entry) throws IOException {
        String object = store.name() + "/" + key;
        try (RangeReader value = store.open(key)
                .orElseThrow(
                        () -> new LostWriteException(object + " is not there any more, just after it was written"))) {
            entry.recorded(problem -> new LostWriteException(object + " " + problem))
                    .require(value);
        }
    }

    @Override
    public void close() throws IOException {
        upload.close();
    }

    /** Passes bytes on and keeps their count and checksum. */
    private static final class ChecksummingUpload implements Upload {
        private final Upload inner;
        private final ObjectChecksum.Updater checksum = new ObjectChecksum.Updater(Manifest.Entry.ALGORITHM);
        private long bytes;

        ChecksummingUpload(Upload inner) {
            this.inner = inner;
        }

        @Override
        public void append(Bytes piece) throws IOException {
            inner.append(piece);
            checksum.update(piece);
            bytes += piece.length();
        }

        @Override
        public void commit() throws IOException {
            inner.commit();
        }

        @Override
        public void close() throws IOException {
            inner.close();
        }
    }
}
