package dev.varve.run.rechunk;

import dev.varve.dataset.Variable;
import dev.varve.grid.ChunkGrid;
import dev.varve.store.ObjectChecksum;
import dev.varve.zarr.ZarrSink;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Which objects are finished, a line each: variable, object, length and checksum, or {@code -} for one that is all fill value. A
 * line that a killed process has not finished counts for nothing.
 */
final class ObjectLedger implements Closeable {
    private final FileChannel channel;
    private final List<BitSet> finished;

    private ObjectLedger(FileChannel channel, List<BitSet> finished) {
        this.channel = channel;
        this.finished = finished;
    }

    /**
     * Opens a ledger, and takes over what it lists into a sink, if that is still there.
     *
     * @param variables with the grids of their objects, in the order of the plan
     */
    static ObjectLedger open(Path file, List<Variable> variables, List<ChunkGrid> objects, ZarrSink sink)
            throws IOException {
        List<BitSet> finished = variables.stream().map(variable -> new BitSet()).toList();
        if (Files.exists(file)) {
            try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String[] words = line.split(" ");
                    if (words.length == 5 && words[4].equals(".") && isSound(words, variables, objects, sink)) {
                        finished.get(Integer.parseInt(words[0])).set(Integer.parseInt(words[1]));
                    }
                }
            }
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return new ObjectLedger(channel, finished);
    }

    private static boolean isSound(String[] words, List<Variable> variables, List<ChunkGrid> objects, ZarrSink sink)
            throws IOException {
        int variable = Integer.parseInt(words[0]);
        if (words[2].equals("-")) {
            return true;
        }
        long[] index = objects.get(variable).index(Integer.parseInt(words[1]));
        ObjectChecksum checksum = ObjectChecksum.parse(words[3]);
        ZarrSink.StoredObject recorded = new ZarrSink.StoredObject(Long.parseLong(words[2]), checksum);
        return checksum.isOfTwo() && sink.adopt(variables.get(variable), index, recorded);
    }

    /** How many objects were taken over or finished since. */
    synchronized long count() {
        return finished.stream().mapToLong(BitSet::cardinality).sum();
    }

    /** How many objects of a variable are finished. */
    synchronized long count(int variable) {
        return finished.get(variable).cardinality();
    }

    synchronized boolean isFinished(int variable, long ordinal) {
        return ordinal <= Integer.MAX_VALUE && finished.get(variable).get((int) ordinal);
    }

    /** Lists an object; one beyond the two thousand millionth is not, and made anew after a kill. */
    synchronized void add(int variable, long ordinal, Optional<ZarrSink.StoredObject> stored) throws IOException {
        if (ordinal >= Integer.MAX_VALUE) {
            return;
        }
        String what = stored.map(
                        object -> object.bytes() + " " + object.checksum().digits())
                .orElse("- 0");
        ByteBuffer line = ByteBuffer.wrap(
                ("\n" + variable + " " + ordinal + " " + what + " .\n").getBytes(StandardCharsets.US_ASCII));
        while (line.hasRemaining()) {
            channel.write(line);
        }
        finished.get(variable).set((int) ordinal);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
