package dev.varve.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process, told from others of all machines, so that what a dead one has left can be told from what a live one needs.
 *
 * @param host the machine and, where there is one, the process namespace
 * @param pid the number of the process there
 * @param startMillis when it began: numbers are used again
 */
record Owner(String host, long pid, long startMillis) {
    /** Start times are computed from the time of booting, which clocks that are set change. */
    private static final long START_TOLERANCE_MILLIS = 5000;

    private static final Pattern TEXT = Pattern.compile("([A-Za-z0-9._]+)-(\\d{1,18})-(\\d{1,18})(?:-.*)?");

    /** This process. */
    static Owner current() {
        ProcessHandle self = ProcessHandle.current();
        return new Owner(hostName() + namespace(), self.pid(), startMillis(self).orElse(0L));
    }

    private static Optional<Long> startMillis(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli);
    }

    /** The machine's name in letters that may stand in a file's name. */
    static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.]", "_");
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** Containers that share a name do not share their processes' numbers. */
    private static String namespace() {
        try {
            String link = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return "_" + link.replaceAll("[^0-9]", "");
        } catch (IOException | UnsupportedOperationException | InvalidPathException e) {
            return "";
        }
    }

    /** Reads {@link #toString}, whatever follows after a dash; nothing when it is something else. */
    static Optional<Owner> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new Owner(matcher.group(1), Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    /** Whether this was a process of the same machine as {@code other} and is no more. */
    boolean isGoneBeside(Owner other) {
        if (!host.equals(other.host)) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return true;
        }
        Optional<Long> started = startMillis(process.get());
        return started.isPresent()
                && startMillis != 0
                && Math.abs(started.get() - startMillis) > START_TOLERANCE_MILLIS;
    }

    /** What {@link #parse} reads; good as a part of a file's name. */
    @Override
    public String toString() {
        return host + "-" + pid + "-" + startMillis;
    }
}
