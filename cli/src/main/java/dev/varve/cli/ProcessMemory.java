package dev.varve.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What the operating system says of this process's memory. */
final class ProcessMemory {
    private ProcessMemory() {}

    /** The most memory that the process has held so far, in bytes; nothing where the system does not tell. */
    static OptionalLong peakBytes() {
        return read("VmHWM:");
    }

    /** The memory that the process holds now, in bytes; nothing where the system does not tell. */
    static OptionalLong currentBytes() {
        return read("VmRSS:");
    }

    /** The memory that the machine has, in bytes; nothing where the system does not tell. */
    static OptionalLong machineBytes() {
        return read(Path.of("/proc/meminfo"), "MemTotal:");
    }

    private static OptionalLong read(String label) {
        return read(Path.of("/proc/self/status"), label);
    }

    private static OptionalLong read(Path status, String label) {
        if (!Files.isReadable(status)) {
            return OptionalLong.empty();
        }
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith(label))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
