package dev.varve.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The inputs that a command line names: paths, and patterns of names in a folder, in quotes so that the shell leaves them. */
final class InputPaths {
    private InputPaths() {}

    /**
     * All paths; those of a pattern by name.
     *
     * @param areJoined whether several may be
     * @throws UsageException when there are several and nobody said how they follow each other
     */
    static List<Path> of(List<Path> paths, boolean areJoined) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path path : paths) {
            found.addAll(isPattern(path) ? matches(path) : List.of(path));
        }
        if (found.isEmpty()) {
            throw new UsageException("nothing matches " + paths.get(0), "ls " + paths.get(0));
        }
        if (found.size() > 1 && !areJoined) {
            throw new UsageException(
                    found.size() + " inputs, " + found.get(0) + " and others, and no word on how to put them together",
                    "--concat DIM, as in --concat time");
        }
        return found;
    }

    /** A file that is there is no pattern, whatever its name. */
    private static boolean isPattern(Path path) {
        return path.toString().matches(".*[*?\\[{].*") && !Files.exists(path);
    }

    private static List<Path> matches(Path pattern) throws IOException {
        Path folder = pattern.getParent() == null ? Path.of("") : pattern.getParent();
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(folder, pattern.getFileName().toString())) {
            entries.forEach(found::add);
        }
        found.sort(null);
        return found;
    }
}
