package dev.varve.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows files to whoever sits before the machine, with the program that its desktop has for that. */
final class Desktop {
    private Desktop() {}

    /** Whether a program was started; none is where there is no desktop, as on the nodes of a cluster. */
    static boolean show(Path file, Shell shell) {
        List<String> opener = opener(shell.environment(), System.getProperty("os.name", ""));
        if (opener.isEmpty()) {
            return false;
        }
        List<String> command = new ArrayList<>(opener);
        command.add(file.toAbsolutePath().toString());
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The command that opens a file; empty without a desktop. */
    static List<String> opener(Map<String, String> environment, String system) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return List.of("open");
        }
        if (name.startsWith("windows")) {
            return List.of("cmd", "/c", "start", "");
        }
        boolean hasDesktop = !environment.getOrDefault("DISPLAY", "").isEmpty()
                || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
        return hasDesktop && isOnPath("xdg-open", environment) ? List.of("xdg-open") : List.of();
    }

    private static boolean isOnPath(String program, Map<String, String> environment) {
        for (String folder : environment.getOrDefault("PATH", "").split(":", -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
