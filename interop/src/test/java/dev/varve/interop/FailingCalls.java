package dev.varve.interop;

import dev.varve.store.FileWatcher;
import dev.varve.store.WatchedFiles;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A program that fills a small store by {@code init}, {@code write} and {@code commit} over and over, each time with another call
 * on the store's files failing, until none is left to fail. It runs on {@link WatchedFiles} as Java's filesystem, and prints a line
 * for each of what is not as it should be, and last how many calls failed.
 */
public final class FailingCalls {
    private final Path input;
    private final Path folder;
    private final Path store;
    private final Fault fault;
    private Map<String, String> whole = Map.of();

    private FailingCalls(Path input, Path folder, Fault fault) {
        this.input = input;
        this.folder = folder;
        this.store = folder.resolve("out.zarr");
        this.fault = fault;
    }

    /** How calls fail. */
    enum Fault {
        /** Any call. */
        EIO("Input/output error", 1),
        /** Those that need space. */
        ENOSPC("No space left on device", 6),
        /** A write of less than was asked for, which is no error. */
        SHORT("", 0);

        private final String reason;
        private final int code;

        Fault(String reason, int code) {
            this.reason = reason;
            this.code = code;
        }

        /** Whether a call may fail so. */
        boolean isOf(FileWatcher.Call call) {
            return switch (this) {
                case EIO -> true;
                case ENOSPC ->
                    switch (call) {
                        case CREATE, WRITE, FORCE, MAKE_FOLDER, LINK, RENAME -> true;
                        default -> false;
                    };
                case SHORT -> call == FileWatcher.Call.WRITE;
            };
        }
    }

    /** Lets one call fail. */
    private static final class Planted implements FileWatcher {
        private final Fault fault;
        private final int failing;
        private final AtomicInteger calls = new AtomicInteger();
        private volatile String failed = "";

        Planted(Fault fault, int failing) {
            this.fault = fault;
            this.failing = failing;
        }

        @Override
        public boolean isForcing() {
            return false;
        }

        @Override
        public void before(Call call, Path path) throws IOException {
            if (fault.isOf(call) && calls.incrementAndGet() == failing) {
                failed = call + " " + path;
                if (fault != Fault.SHORT) {
                    throw new FileSystemException(path.toString(), null, fault.reason);
                }
            }
        }

        @Override
        public int writable(Path path, int bytes) {
            return fault == Fault.SHORT && calls.get() == failing ? Math.min(bytes, 1 + bytes / 2) : bytes;
        }
    }

    /** Arguments: the input, an empty folder, the fault. */
    public static void main(String[] args) throws IOException {
        FailingCalls calls = new FailingCalls(Path.of(args[0]), Path.of(args[1]), Fault.valueOf(args[2]));
        calls.fill(new Planted(calls.fault, 0));
        calls.whole = RankedJob.contents(calls.folder);
        int n = 0;
        while (calls.isFailing(n + 1)) {
            n++;
        }
        System.out.println("calls " + n);
    }

    private void clear() throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.sorted((one, other) -> other.compareTo(one)).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectory(folder);
    }

    private VarveRun fill(FileWatcher watcher) throws IOException {
        clear();
        WatchedFiles files = (WatchedFiles) FileSystems.getDefault().provider();
        files.watch(folder, watcher);
        try {
            return run(true);
        } finally {
            files.watch(folder, new FileWatcher() {});
        }
    }

    /** All steps that are left, up to one that fails. */
    private VarveRun retry() {
        return run(Files.notExists(store));
    }

    private VarveRun run(boolean isNew) {
        VarveRun run = new VarveRun(0, "", "");
        if (isNew) {
            run = VarveRun.of(
                    "init", input, store, "--ranks", "2", "--no-history", "--chunks", "time=1", "--shard", "none");
        }
        for (String rank : List.of("0", "1")) {
            run = run.code() == 0 ? VarveRun.of("write", input, store, "--rank", rank, "--threads", "1") : run;
        }
        return run.code() == 0 ? VarveRun.of("commit", store) : run;
    }

    /** What the next process finds of this one is left by one that is no more: Linux gives no process this number. */
    private void bury() throws IOException {
        String mine = "-" + ProcessHandle.current().pid() + "-";
        String dead = "-" + ((1 << 22) + 1) + "-";
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Path name = file.resolveSibling(file.getFileName().toString().replace(mine, dead));
                if (Files.isSymbolicLink(file)) {
                    String text = Files.readSymbolicLink(file).toString();
                    Files.delete(file);
                    Files.createSymbolicLink(name, Path.of(text.replace(mine, dead)));
                } else if (!name.equals(file)) {
                    Files.move(file, name);
                }
            }
        }
    }

    private boolean isFailing(int n) throws IOException {
        Planted planted = new Planted(fault, n);
        VarveRun run = fill(planted);
        if (planted.failed.isEmpty()) {
            return false;
        }
        String what = fault + " " + n + " " + planted.failed + ": ";
        boolean isComplete = Files.exists(store.resolve("zarr.json"));
        if (run.code() != fault.code && !(run.code() == 0 && isComplete)) {
            System.out.println(what + "exit code " + run.code() + " " + run.err());
        }
        String failed = planted.failed.substring(planted.failed.indexOf(' ') + 1);
        if (run.code() != 0 && !run.err().contains(folder.toString())) {
            System.out.println(what + "does not name " + failed + ": " + run.err());
        }
        if (isComplete) {
            VarveRun verified = VarveRun.of("verify", store, "--against", input);
            if (verified.code() != 0) {
                System.out.println(what + "complete and wrong: " + verified.err());
            }
        }
        bury();
        VarveRun retried = retry();
        if (retried.code() != 0) {
            System.out.println(what + "retry " + retried.err());
        } else if (!new TreeMap<>(RankedJob.contents(folder)).equals(whole)) {
            System.out.println(what + "differs, or leaves something: "
                    + RankedJob.contents(folder).keySet());
        }
        return true;
    }
}
