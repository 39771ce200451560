package dev.varve.run.sweep;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.metadata.MetadataException;
import dev.varve.plan.sweep.Candidate;
import dev.varve.plan.sweep.Score;
import dev.varve.store.ConflictException;
import dev.varve.store.Durability;
import dev.varve.store.ExclusiveFile;
import dev.varve.store.FilesystemStore;
import dev.varve.store.Key;
import dev.varve.store.Leases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The folder of a sweep's results, which any number of processes of any number of machines share. Per variable it holds:
 *
 * <pre>
 * sweep_state_VAR.json          what the numbers depend on: another sweep's rows are refused
 * config_space_VAR.csv          the candidates
 * config_space_VAR_rankN.csv    a row per score, written as soon as it is known
 * failures_VAR_rankN.csv        a row per candidate that failed
 * results_VAR.parquet           the table, with verdicts
 * pareto_VAR.csv                its front: ratio, error, speed
 * manifest_VAR.json             the best chains: what compresses the whole variable
 * portrait_VAR.json             what a report draws of the field
 * claims/                       who works on what; gone at the end
 * </pre>
 */
public final class ResultsFolder {
    private static final String CLAIMS = "claims";
    private static final long TURN_MILLIS = 20;

    private final Path path;

    private ResultsFolder(Path path) {
        this.path = path;
    }

    /** A folder, which is made when it is not there. */
    public static ResultsFolder create(Path path) throws IOException {
        Files.createDirectories(path);
        return new ResultsFolder(path);
    }

    /**
     * A folder that is there.
     *
     * @throws NoSuchFileException when it is not
     */
    public static ResultsFolder open(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            throw new NoSuchFileException(path.toString(), null, "no such folder of results");
        }
        return new ResultsFolder(path);
    }

    /** Whether a path is a folder in which a variable was swept, to the end or not. */
    public static boolean isResults(Path path) throws IOException {
        return Files.isDirectory(path)
                && new ResultsFolder(path)
                        .fileNames().stream()
                                .anyMatch(name -> ResultNames.variableOfManifest(name)
                                                .isPresent()
                                        || ResultNames.variableOfState(name).isPresent());
    }

    /** The size of all files, in bytes. */
    public long sizeBytes() throws IOException {
        long size = 0;
        for (String name : fileNames()) {
            size += Files.size(file(name));
        }
        return size;
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** The variables whose sweeps are finished, in order. */
    public List<String> variables() throws IOException {
        List<String> variables = new ArrayList<>();
        for (String name : fileNames()) {
            ResultNames.variableOfManifest(name).ifPresent(variables::add);
        }
        return variables.stream().sorted().toList();
    }

    /** The names of all files, in order. */
    List<String> fileNames() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    Path file(String name) {
        return path.resolve(name);
    }

    Path claims() {
        return path.resolve(CLAIMS);
    }

    /** The content of a file; nothing when it is not there. */
    Optional<Bytes> read(String name) throws IOException {
        try {
            return Optional.of(Bytes.wrap(Files.readAllBytes(file(name))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Writes a file whole and on disk, in place of one that may be there: seen as it was or as it is, never in between. */
    public void replace(String name, Bytes content) throws IOException {
        try (FilesystemStore store = new FilesystemStore(path, Durability.OBJECT)) {
            store.set(new Key(name), content);
        }
    }

    /** Writes the candidate space of a variable, unless someone has. */
    public void writeSpace(String variable, List<Candidate> candidates, CandidateText text) throws IOException {
        String name = new ResultNames(variable).space();
        if (!Files.exists(file(name))) {
            List<ResultRow> rows = new ArrayList<>(candidates.size());
            for (Candidate candidate : candidates) {
                rows.add(ResultRow.of(new Score(candidate, 0, 1, new Score.Skipped("")), text));
            }
            ExclusiveFile.create(file(name), ResultCsv.SPACE.file(rows));
        }
    }

    /**
     * Joins the sweep of a variable, or goes on with it.
     *
     * @param state what its numbers depend on
     * @param rank which of the processes this one is; where someone alive has the number, the next free one is taken
     * @throws OtherSweepException when the rows that are there depend on something else
     */
    public FolderLedger join(String variable, SweepState state, int rank, CandidateText text) throws IOException {
        ResultNames names = new ResultNames(variable);
        if (!ExclusiveFile.create(file(names.state()), state.toBytes())) {
            Optional<Bytes> there = read(names.state());
            Optional<String> difference =
                    there.isPresent() ? SweepState.parse(there.get()).firstDifference(state) : Optional.empty();
            if (difference.isPresent()) {
                throw new OtherSweepException("variable '" + variable + "': " + path
                        + " has the results of another sweep (" + difference.get() + "); nothing was changed");
            }
        }
        return FolderLedger.open(this, names, rank, text);
    }

    /**
     * Writes what a finished sweep found: the table, its front, and last the manifest, with digests of all files. Who writes
     * it again replaces it.
     *
     * @param recipe the best chains
     * @param type the type of the variable's elements
     * @param table all candidates
     * @param sourceShare what the table was made with
     * @param mode {@code search} or {@code exhaustive}
     * @param seconds how long it took
     */
    public void finish(
            Recipe recipe, DataType type, ResultTable table, OptionalDouble sourceShare, String mode, double seconds)
            throws IOException {
        ResultNames names = new ResultNames(recipe.variable());
        try (Leases leases = Leases.open(claims())) {
            awaitTurn(leases, names.claims() + "finish");
            replace(names.table(), table.toParquet());
            replace(names.pareto(), table.frontCsv());
            SweepManifest manifest = SweepManifest.of(recipe, type, mode, seconds, sourceShare, table, digests(names));
            replace(names.manifest(), manifest.toBytes());
        }
    }

    /** One after another, lest the table of one stand beside the manifest of another. */
    private static void awaitTurn(Leases leases, String claim) throws IOException {
        while (!leases.take(claim)) {
            try {
                TimeUnit.MILLISECONDS.sleep(TURN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while another process writes the table", e);
            }
        }
    }

    /** Of rows that are streamed, the whole lines: a last one without an end is cut off by the next writer. */
    private SortedMap<String, FileDigest> digests(ResultNames names) throws IOException {
        SortedMap<String, FileDigest> files = new TreeMap<>();
        for (String name : fileNames()) {
            Optional<Bytes> content = names.isListed(name) ? read(name) : Optional.empty();
            if (content.isPresent()) {
                Bytes all = content.get();
                int length = names.isRanked(name) ? RowFiles.endOfLines(all.toArray()) : all.length();
                files.put(name, FileDigest.of(all.slice(0, length)));
            }
        }
        return files;
    }

    /**
     * What a finished sweep found.
     *
     * @throws NoSuchFileException when the sweep of the variable is not finished
     */
    public SweepManifest manifest(String variable) throws IOException {
        String name = new ResultNames(variable).manifest();
        try {
            return SweepManifest.parse(required(name));
        } catch (MetadataException e) {
            throw e.in(file(name).toString());
        }
    }

    /**
     * The table of a finished sweep.
     *
     * @throws NoSuchFileException when the sweep of the variable is not finished
     */
    public ResultTable table(String variable) throws IOException {
        String name = new ResultNames(variable).table();
        try {
            return ResultTable.parse(required(name));
        } catch (MetadataException e) {
            throw e.in(file(name).toString());
        }
    }

    /** What a report draws of a variable, a document of its own; nothing when there is none. */
    public Optional<Bytes> portrait(String variable) throws IOException {
        return read(new ResultNames(variable).portrait());
    }

    /** Writes what a report draws of a variable. */
    public void replacePortrait(String variable, Bytes document) throws IOException {
        replace(new ResultNames(variable).portrait(), document);
    }

    private Bytes required(String name) throws IOException {
        return read(name)
                .orElseThrow(() -> new NoSuchFileException(
                        file(name).toString(), null, "the sweep of this variable is not finished"));
    }

    /** Removes what a finished sweep of a variable found, under gates that are not asked for any more; its rows stay. */
    public void withdraw(String variable) throws IOException {
        ResultNames names = new ResultNames(variable);
        for (String name : List.of(names.manifest(), names.table(), names.pareto(), names.portrait())) {
            Files.deleteIfExists(file(name));
        }
    }

    /**
     * Removes all results of a variable.
     *
     * @throws ConflictException when someone alive works on them
     */
    public void clear(String variable) throws IOException {
        ResultNames names = new ResultNames(variable);
        if (Leases.isAnyHeld(claims(), names.claims())) {
            throw new ConflictException("variable '" + variable + "': another process sweeps it in " + path
                    + "; wait for it or end it, then try again");
        }
        for (String name : List.of(names.manifest(), names.table(), names.pareto(), names.space(), names.portrait())) {
            Files.deleteIfExists(file(name));
        }
        for (String name : fileNames()) {
            if (names.isRanked(name)) {
                Files.deleteIfExists(file(name));
            }
        }
        Files.deleteIfExists(file(names.state()));
    }
}
