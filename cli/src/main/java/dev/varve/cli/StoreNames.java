package dev.varve.cli;

import dev.varve.dataset.Dataset;
import dev.varve.dataset.Group;
import dev.varve.dataset.Variable;
import dev.varve.store.Key;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Names that a Zarr store on a filesystem can have: each becomes a folder. */
final class StoreNames {
    /** What Linux, macOS and most others allow. */
    private static final int LONGEST_BYTES = 255;

    private static final Set<String> TAKEN =
            Set.of("zarr.json", ".zarray", ".zgroup", ".zattrs", ".zmetadata", ".varve");

    private StoreNames() {}

    /**
     * Makes sure that all groups and variables can have their names.
     *
     * @throws InputException when one cannot
     */
    static void require(Dataset dataset) throws InputException {
        List<String> excluded = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Variable variable : dataset.variables()) {
            problem(variable.path()).ifPresent(problem -> {
                excluded.add(variable.path());
                problems.add("'" + variable.path() + "' " + problem);
            });
        }
        for (Group group : dataset.root().walk()) {
            if (!group.path().isEmpty()) {
                problem(group.path()).ifPresent(problem -> problems.add("group '" + group.path() + "' " + problem));
            }
        }
        if (!problems.isEmpty()) {
            throw new InputException(
                    "names that a Zarr store cannot have: " + String.join("; ", problems),
                    excluded.isEmpty()
                            ? "--variables with what lies elsewhere"
                            : "--exclude " + String.join(",", excluded));
        }
    }

    private static Optional<String> problem(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_BYTES) {
            return Optional.of("is " + bytes + " bytes long, a folder's name at most " + LONGEST_BYTES);
        }
        if (TAKEN.contains(name)) {
            return Optional.of("is the name of a file of the store itself");
        }
        try {
            new Key(path);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("has a character that no key may have");
        }
    }
}
