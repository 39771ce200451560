package dev.varve.run.sweep;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * The files of streamed rows of a variable, read as they grow: each byte once. A last line without an end is still being
 * written, or was cut when its writer died, and is left for later; a line that is not as it was written is counted.
 */
final class RowFiles {
    private final ResultsFolder folder;
    private final ResultNames names;
    private final ToLongFunction<String> most;
    private final Map<String, Long> offsets = new HashMap<>();
    private final Set<String> ignored = new HashSet<>();
    private int damaged;

    RowFiles(ResultsFolder folder, ResultNames names) {
        this(folder, names, name -> Long.MAX_VALUE);
    }

    /** @param most how many bytes of a file, by its name, are read */
    RowFiles(ResultsFolder folder, ResultNames names, ToLongFunction<String> most) {
        this.folder = folder;
        this.names = names;
        this.most = most;
    }

    /** Leaves a file out from now on: who writes it knows what it says. */
    void ignore(String name) {
        ignored.add(name);
    }

    /** How many whole lines were not as they were written. */
    int damaged() {
        return damaged;
    }

    /** Hands over the rows that have come since the last call; true when there were any. */
    boolean readNew(Consumer<ResultRow> rows) throws IOException {
        boolean isAny = false;
        for (String name : folder.fileNames()) {
            if (names.isRanked(name) && !ignored.contains(name)) {
                isAny |= readNew(name, rows);
            }
        }
        return isAny;
    }

    private boolean readNew(String name, Consumer<ResultRow> rows) throws IOException {
        long from = offsets.getOrDefault(name, 0L);
        byte[] bytes = bytesFrom(name, from);
        int end = endOfLines(bytes);
        if (end == 0) {
            return false;
        }
        ResultCsv csv = ResultNames.isFailures(name) ? ResultCsv.FAILURES : ResultCsv.SCORES;
        List<String> lines =
                new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
        int first = from == 0 ? 1 : 0;
        for (String line : lines.subList(first, lines.size())) {
            Optional<ResultRow> row = csv.parse(line);
            row.ifPresent(rows);
            damaged += row.isPresent() ? 0 : 1;
        }
        offsets.put(name, from + end);
        return lines.size() > first;
    }

    /** Opened each time, because that makes network filesystems ask the server. */
    private byte[] bytesFrom(String name, long from) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.file(name), StandardOpenOption.READ)) {
            long more = Math.min(channel.size(), most.applyAsLong(name)) - from;
            if (more <= 0) {
                return new byte[0];
            }
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(more));
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, from + bytes.position()) < 0) {
                    throw new EOFException(folder.file(name) + " was cut while it was read");
                }
            }
            return bytes.array();
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    /** Where the last whole line ends; 0 without one. */
    static int endOfLines(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }
}
