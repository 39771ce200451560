package dev.varve.zarr;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.pipeline.Workers;
import dev.varve.store.Claim;
import dev.varve.store.FilesystemStore;
import dev.varve.store.Key;
import dev.varve.store.Upload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;

/** Writes every n-th run of elements of an array, again and again; one of several processes that do so. */
final class WritingProcess {
    private WritingProcess() {}

    /**
     * Prints a line when it begins to write.
     *
     * @param args folder, number of this process, number of processes, elements of a run, rounds; or folder and the key of an
     *     object in whose middle the process ends as if it were killed
     */
    public static void main(String[] args) throws IOException {
        FilesystemStore store = new FilesystemStore(Path.of(args[0]));
        if (args.length == 2) {
            die(store, new Key(args[1]));
        }
        ZarrArray array = ZarrArray.open(store, "");
        int process = Integer.parseInt(args[1]);
        int processes = Integer.parseInt(args[2]);
        int run = Integer.parseInt(args[3]);
        int rounds = Integer.parseInt(args[4]);
        long length = array.metadata().shape().extent(0);
        System.out.println("writing");
        System.out.flush();
        try (Workers workers = Workers.of(1)) {
            for (int round = 1; round <= rounds; round++) {
                for (long start = (long) process * run; start < length; start += (long) processes * run) {
                    array.write(Region.of(new long[] {start}, Shape.of(run)), values(run, round, start), workers);
                }
            }
        }
    }

    /** What is written in a round. */
    static NdArray values(int count, int round, long start) {
        ByteBuffer buffer = ByteBuffer.allocate(count * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            buffer.putLong(round * 1_000_000L + start + i);
        }
        return NdArray.of(NumericType.INT64, Shape.of(count), Bytes.wrap(buffer.array()));
    }

    private static void die(FilesystemStore store, Key key) throws IOException {
        try (Claim claim = store.claim(key, Duration.ZERO);
                Upload upload = store.upload(key)) {
            upload.append(Bytes.wrap(new byte[1 << 20]));
            claim.requireHeld();
            Runtime.getRuntime().halt(137);
        }
    }
}
