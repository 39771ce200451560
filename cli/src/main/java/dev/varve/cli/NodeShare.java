package dev.varve.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * How many processors of its node a process may take that shares the node with others of its job, so that all of them
 * together take no more than there are.
 *
 * @param available processors that the affinity mask and the container allow this process
 * @param bound processors of its affinity mask
 * @param common processors of the affinity mask of what started it: all of its processes have these together
 */
record NodeShare(int available, int bound, int common) {
    /** What the system says of this process; a system without {@code /proc} says nothing of masks. */
    static NodeShare ofProcess() {
        int available = Runtime.getRuntime().availableProcessors();
        int bound = allowed("self").orElse(available);
        int common = ProcessHandle.current().parent().stream()
                .flatMapToInt(parent -> allowed(Long.toString(parent.pid())).stream())
                .findFirst()
                .orElse(bound);
        return new NodeShare(available, bound, common);
    }

    /** Threads that work in this process, at least 1. */
    int processors(Launch launch) {
        OptionalInt slurm = launch.processorsOfSlurm();
        if (slurm.isPresent()) {
            return Math.min(available, slurm.getAsInt());
        }
        // A launcher that binds its processes has cut the common processors already; some may still overlap.
        int together = bound < common ? common : available;
        return Math.min(available, Math.max(1, together / launch.processesOnNode()));
    }

    /** Bits of a mask such as {@code ffff,ffffffff}. */
    private static OptionalInt allowed(String process) {
        try {
            return Files.readAllLines(Path.of("/proc", process, "status")).stream()
                    .filter(line -> line.startsWith("Cpus_allowed:"))
                    .mapToInt(line -> line.substring(line.indexOf(':') + 1)
                            .chars()
                            .map(digit -> Integer.bitCount(Math.max(0, Character.digit(digit, 16))))
                            .sum())
                    .findFirst();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }
}
