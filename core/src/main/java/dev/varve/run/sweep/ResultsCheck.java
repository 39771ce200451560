package dev.varve.run.sweep;

import dev.varve.array.Bytes;
import dev.varve.metadata.MetadataException;
import dev.varve.store.Leases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds what is wrong in a folder of results, from its files alone: everything that is written there twice is compared. */
public final class ResultsCheck {
    private static final String AGAIN = "sweep again: what is right is not measured twice";

    private final ResultsFolder folder;
    private final List<Finding> findings = new ArrayList<>();

    private ResultsCheck(ResultsFolder folder) {
        this.folder = folder;
    }

    /** What can be wrong. */
    public enum Kind {
        /** A verdict is not what the gates say of the numbers beside it. */
        FLIPPED_VERDICT("flipped verdict"),
        /** The best chain is not the best of the table. */
        WRONG_BEST("wrong best"),
        /** Rows, or whole files, are missing from what was put together. */
        DROPPED_CONSOLIDATION("dropped consolidation"),
        /** A number is not what was measured. */
        DRIFTED_METRIC("drifted metric"),
        /** Something was left by a process that is gone. */
        LEFTOVER("leftover"),
        /** A chain is not the one whose name and numbers are beside it. */
        ALTERED_CODEC("altered codec"),
        /** A file cannot be read, or is not as it was written. */
        DAMAGED("damaged file");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** What people call it. */
        public String label() {
            return label;
        }
    }

    /**
     * Something that is wrong.
     *
     * @param kind what kind of thing
     * @param where the file
     * @param what what is seen there, and what should be
     * @param next what to do
     */
    public record Finding(Kind kind, String where, String what, String next) {
        @Override
        public String toString() {
            return where + ": " + kind.label() + ": " + what + "; " + next;
        }
    }

    /** All findings, by variable. */
    public static List<Finding> findings(ResultsFolder folder) throws IOException {
        ResultsCheck check = new ResultsCheck(folder);
        check.leftovers();
        for (String variable : check.variables()) {
            check.variable(variable);
        }
        return List.copyOf(check.findings);
    }

    /** Those of which there is anything. */
    private Set<String> variables() throws IOException {
        Set<String> variables = new TreeSet<>(folder.variables());
        for (String name : folder.fileNames()) {
            ResultNames.variableOfState(name).ifPresent(variables::add);
        }
        return variables;
    }

    private void add(Kind kind, String name, String what, String next) {
        findings.add(new Finding(kind, folder.file(name).toString(), what, next));
    }

    private void leftovers() throws IOException {
        boolean isLive = Leases.isAnyHeld(folder.claims(), "");
        for (String name : folder.fileNames()) {
            boolean isStaging = name.endsWith(".tmp") || name.startsWith(".") || name.contains("__staging__");
            if (isStaging && !isLive) {
                add(Kind.LEFTOVER, name, "a file that was never finished", "remove it");
            }
        }
        Path claims = folder.claims();
        if (!isLive && Files.isDirectory(claims)) {
            try (Stream<Path> left = Files.list(claims)) {
                add(
                        Kind.LEFTOVER,
                        claims.getFileName().toString(),
                        left.count() + " claims of processes that are gone",
                        "remove it");
            }
        }
    }

    private void variable(String variable) throws IOException {
        ResultNames names = new ResultNames(variable);
        Optional<Bytes> document = folder.read(names.manifest());
        if (document.isEmpty()) {
            boolean isGoingOn = Leases.isAnyHeld(folder.claims(), names.claims());
            if (!isGoingOn) {
                add(Kind.DROPPED_CONSOLIDATION, names.manifest(), "is missing: the sweep was not finished", AGAIN);
            }
            return;
        }
        Optional<SweepManifest> manifest = manifest(names, document.get());
        if (manifest.isPresent()) {
            digests(names, manifest.get());
            Optional<ResultTable> table = table(names);
            if (table.isPresent()) {
                findings.addAll(new TableCheck(folder, names, manifest.get(), table.get()).findings());
            }
        }
    }

    private Optional<SweepManifest> manifest(ResultNames names, Bytes document) throws MetadataException {
        try {
            SweepManifest manifest = SweepManifest.parse(document);
            if (!SweepManifest.isIntact(document)) {
                add(Kind.DAMAGED, names.manifest(), "its digest of itself differs: it was changed", AGAIN);
            }
            return Optional.of(manifest);
        } catch (MetadataException e) {
            add(Kind.DAMAGED, names.manifest(), e.getMessage(), AGAIN);
            return Optional.empty();
        }
    }

    private void digests(ResultNames names, SweepManifest manifest) throws IOException {
        for (String name : List.of(names.table(), names.pareto(), names.state())) {
            if (!manifest.files().containsKey(name)) {
                add(Kind.DROPPED_CONSOLIDATION, names.manifest(), "does not list " + name, AGAIN);
            }
        }
        for (String name : manifest.files().keySet()) {
            Optional<Bytes> content = folder.read(name);
            FileDigest digest = manifest.files().get(name);
            if (content.isEmpty()) {
                add(Kind.DROPPED_CONSOLIDATION, name, "is missing, but the manifest lists it", AGAIN);
            } else if (content.get().length() < digest.bytes()) {
                add(
                        Kind.DROPPED_CONSOLIDATION,
                        name,
                        "has " + content.get().length() + " bytes, and had " + digest.bytes()
                                + " when the sweep was finished",
                        AGAIN);
            } else if (!digest.isBeginningOf(content.get())) {
                Kind kind = names.isRanked(name) || name.equals(names.table()) || name.equals(names.pareto())
                        ? Kind.DRIFTED_METRIC
                        : Kind.DAMAGED;
                add(kind, name, "is not what it was when the sweep was finished: its SHA-256 differs", AGAIN);
            }
        }
    }

    private Optional<ResultTable> table(ResultNames names) throws IOException {
        Optional<Bytes> parquet = folder.read(names.table());
        if (parquet.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ResultTable.parse(parquet.get()));
        } catch (MetadataException e) {
            add(Kind.DAMAGED, names.table(), e.getMessage(), AGAIN);
            return Optional.empty();
        }
    }
}
