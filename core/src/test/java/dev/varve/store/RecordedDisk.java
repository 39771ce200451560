package dev.varve.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.varve.array.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A folder that was empty, and all that was done to it, so that it can be had as a loss of power would have left it after any of
 * the steps. What was forced to disk is there. Of the rest, entries of a folder last in the order in which they were made, and a
 * rename within a folder is one step; bytes last as a {@link Survival} wants it.
 */
public final class RecordedDisk implements FileWatcher {
    private final Path root;
    private final Folder top = new Folder();
    private final Map<Object, Node> open = new HashMap<>();
    private int steps;

    public RecordedDisk(Path root) {
        this.root = root;
    }

    /** What lasts of that which was not forced to disk. */
    public interface Survival {
        /** How many of some changes of a folder's entries, the first of them. */
        int entries(int unforced);

        /** How many of some bytes that were written in one call. */
        int bytes(int unforced);

        /** Whether a file has its length where bytes are lost; then they are 0. */
        boolean isLengthKept();
    }

    private sealed interface Node {}

    private static final class Folder implements Node {
        final SortedMap<String, Node> now = new TreeMap<>();
        final List<EntryChange> changes = new ArrayList<>();
        final List<Integer> forced = new ArrayList<>();
    }

    private static final class Content implements Node {
        final List<Write> writes = new ArrayList<>();
        final List<Integer> forced = new ArrayList<>();
    }

    private record Link(String text) implements Node {}

    private record EntryChange(int step, String removed, String added, Optional<Node> node) {}

    private record Write(int step, int offset, Bytes bytes) {}

    /**
     * What lies under a name.
     *
     * @param kind {@code folder}, {@code link} or {@code file}
     * @param bytes its content, or a link's text
     */
    public record Found(String kind, Bytes bytes) {}

    /** How many steps there were. */
    public synchronized int steps() {
        return steps;
    }

    private Folder folder(Path path) {
        return (Folder) node(path).orElseThrow();
    }

    private Optional<Node> node(Path path) {
        Node node = top;
        if (!path.equals(root)) {
            for (Path name : root.relativize(path)) {
                if (!(node instanceof Folder folder) || !folder.now.containsKey(name.toString())) {
                    return Optional.empty();
                }
                node = folder.now.get(name.toString());
            }
        }
        return Optional.of(node);
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private void add(Path path, Node node) {
        Folder parent = folder(path.getParent());
        parent.now.put(name(path), node);
        parent.changes.add(new EntryChange(steps++, "", name(path), Optional.of(node)));
    }

    @Override
    public synchronized void opened(Object channel, Path path) {
        if (node(path).isEmpty()) {
            add(path, new Content());
        }
        open.put(channel, node(path).orElseThrow());
    }

    @Override
    public synchronized void wrote(Object channel, long offset, byte[] bytes) {
        ((Content) open.get(channel)).writes.add(new Write(steps++, (int) offset, Bytes.wrap(bytes)));
    }

    @Override
    public boolean isForcing() {
        return false;
    }

    @Override
    public synchronized void forced(Object channel) {
        Node node = open.get(channel);
        (node instanceof Folder folder ? folder.forced : ((Content) node).forced).add(steps++);
    }

    @Override
    public synchronized void madeFolder(Path path) {
        add(path, new Folder());
    }

    @Override
    public synchronized void linked(Path path, String text) {
        add(path, new Link(text));
    }

    @Override
    public synchronized void renamed(Path from, Path to) {
        if (!from.getParent().equals(to.getParent())) {
            throw new UnsupportedOperationException(from + " is moved to another folder, " + to);
        }
        Folder parent = folder(from.getParent());
        Node node = parent.now.remove(name(from));
        parent.now.put(name(to), node);
        parent.changes.add(new EntryChange(steps++, name(from), name(to), Optional.of(node)));
    }

    @Override
    public synchronized void deleted(Path path) {
        Folder parent = folder(path.getParent());
        parent.now.remove(name(path));
        parent.changes.add(new EntryChange(steps++, name(path), "", Optional.empty()));
    }

    /** What is found after the first steps and a loss of power, by names below the folder. */
    public synchronized SortedMap<String, Found> after(int first, Survival survival) {
        SortedMap<String, Found> found = new TreeMap<>();
        collect("", top, first, survival, found);
        return found;
    }

    private static int lastForced(List<Integer> forced, int first) {
        return forced.stream()
                .filter(step -> step < first)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(-1);
    }

    private static void collect(
            String prefix, Folder folder, int first, Survival survival, SortedMap<String, Found> found) {
        int forced = lastForced(folder.forced, first);
        List<EntryChange> done =
                folder.changes.stream().filter(change -> change.step() < first).toList();
        int safe = (int) done.stream().filter(change -> change.step() < forced).count();
        SortedMap<String, Node> entries = new TreeMap<>();
        for (EntryChange change : done.subList(0, safe + survival.entries(done.size() - safe))) {
            entries.remove(change.removed());
            change.node().ifPresent(node -> entries.put(change.added(), node));
        }
        entries.forEach((name, node) -> {
            String path = prefix + name;
            if (node instanceof Folder below) {
                found.put(path, new Found("folder", Bytes.wrap(new byte[0])));
                collect(path + "/", below, first, survival, found);
            } else if (node instanceof Link link) {
                found.put(path, new Found("link", Bytes.wrap(link.text().getBytes(UTF_8))));
            } else {
                found.put(path, new Found("file", Bytes.wrap(bytes((Content) node, first, survival))));
            }
        });
    }

    private static byte[] bytes(Content content, int first, Survival survival) {
        int forced = lastForced(content.forced, first);
        byte[] bytes = new byte[0];
        for (Write write : content.writes) {
            if (write.step() < first) {
                int length = write.bytes().length();
                int kept = write.step() < forced ? length : survival.bytes(length);
                int end = write.offset() + (survival.isLengthKept() ? length : kept);
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length, end));
                System.arraycopy(write.bytes().array(), write.bytes().offset(), bytes, write.offset(), kept);
            }
        }
        return bytes;
    }

    /** All that was found in one text, to tell states apart. */
    public static String text(SortedMap<String, Found> found) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        found.forEach((name, what) -> {
            all.writeBytes((name + "\n" + what.kind() + "\n" + what.bytes().length() + "\n").getBytes(UTF_8));
            all.writeBytes(what.bytes().array());
        });
        return all.toString(ISO_8859_1);
    }

    /**
     * Puts what was found into an empty folder, as the next process finds it: the one that did all this, which is the one that
     * calls this, is no more.
     */
    public static void restore(SortedMap<String, Found> found, Path folder) throws IOException {
        for (Map.Entry<String, Found> entry : found.entrySet()) {
            Path path = folder.resolve(ofTheDead(entry.getKey()));
            byte[] bytes = entry.getValue().bytes().array();
            switch (entry.getValue().kind()) {
                case "folder" -> Files.createDirectory(path);
                case "link" -> Files.createSymbolicLink(path, Path.of(ofTheDead(new String(bytes, UTF_8))));
                default -> Files.write(path, bytes);
            }
        }
    }

    /** Linux gives no process this number. */
    private static String ofTheDead(String name) {
        return name.replace("-" + ProcessHandle.current().pid() + "-", "-" + ((1 << 22) + 1) + "-");
    }
}
