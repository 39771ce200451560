package dev.varve.cli;

import dev.varve.codec.CodecException;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Group;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonBoolean;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
import dev.varve.pipeline.Workers;
import dev.varve.run.DatasetCheck;
import dev.varve.run.DatasetComparison;
import dev.varve.run.Progress;
import dev.varve.run.compress.RecordedTolerance;
import dev.varve.run.sweep.ResultsCheck;
import dev.varve.run.sweep.ResultsFolder;
import dev.varve.zarr.ZarrSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a check found.
 *
 * @param subject what was checked, and against what
 * @param problems a sentence for each thing that is not as it should be
 * @param notes what was not checked, and why
 * @param variables how many arrays were read
 * @param decodedBytes their size in memory
 */
record Verification(String subject, List<String> problems, List<String> notes, int variables, long decodedBytes) {
    Verification {
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /** Compares all values and attributes of two sources. */
    static Verification comparing(
            Source source,
            Source other,
            SelectionOptions selection,
            Workers workers,
            long memoryBytes,
            Progress progress)
            throws IOException {
        Dataset whole = source.describe();
        Dataset selected = selection.isEverything() ? whole : selection.select(whole);
        Set<String> paths = selection.isEverything()
                ? Set.of()
                : selected.variables().stream().map(Variable::path).collect(Collectors.toSet());
        List<String> problems = new ArrayList<>();
        try {
            problems.addAll(DatasetComparison.differences(
                    source, other, paths, workers, memoryBytes, progress, new RecordedTolerance(workers, memoryBytes)));
        } catch (IOException | CodecException e) {
            if (!Complaint.isDamage(e)) {
                throw e;
            }
            problems.add(e.getMessage());
        }
        List<String> notes = new ArrayList<>();
        unsupported(source, notes);
        unsupported(other, notes);
        return of(source.name() + " against " + other.name(), problems, notes, selected.variables());
    }

    /** Reads all of one source; a store is also compared with its manifest. */
    static Verification reading(Source source, Workers workers, long memoryBytes, Progress progress)
            throws IOException {
        List<String> problems = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        if (source instanceof ZarrSource store) {
            try {
                if (!store.checkObjects(workers)) {
                    notes.add("the store has no manifest: objects that are missing cannot be told from empty ones");
                }
                store.unlistedArrays()
                        .forEach(array -> notes.add("the manifest says nothing of '" + array
                                + "', which was written later: objects of it that are missing cannot be told from"
                                + " empty ones"));
            } catch (IOException | CodecException e) {
                if (!Complaint.isDamage(e)) {
                    throw e;
                }
                problems.add(e.getMessage());
                Stream.of(e.getSuppressed())
                        .filter(Complaint::isDamage)
                        .forEach(other -> problems.add(other.getMessage()));
                if (problems.size() >= ZarrSource.MOST_WRONG) {
                    notes.add("the search ended here: there may be more");
                }
            }
        }
        if (problems.isEmpty()) {
            problems.addAll(DatasetCheck.problems(source, workers, memoryBytes, progress));
        }
        if (source instanceof ZarrSource store) {
            store.unfinishedArrays()
                    .forEach(array -> problems.add("variable '" + array + "' was begun and is not complete"));
        }
        unsupported(source, notes);
        return of(source.name(), problems, notes, source.describe().variables());
    }

    /** Compares what the files of a sweep's results say of each other. */
    static Verification ofResults(ResultsFolder results) throws IOException {
        List<String> problems = ResultsCheck.findings(results).stream()
                .map(ResultsCheck.Finding::toString)
                .toList();
        int variables = results.variables().size();
        return new Verification(results.path().toString(), problems, List.of(), variables, results.sizeBytes());
    }

    private static Verification of(
            String subject, List<String> problems, List<String> notes, List<Variable> variables) {
        long decoded = Sizes.of(variables).decodedBytes().orElse(0);
        return new Verification(subject, problems, notes, variables.size(), decoded);
    }

    private static void unsupported(Source source, List<String> notes) {
        for (Group.Unsupported item : source.describe().unsupported()) {
            notes.add("not checked: '" + item.path() + "' in " + source.name() + " (" + item.reason() + ")");
        }
    }

    /** What the process ends with. */
    ExitCode code() {
        return problems.isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENT;
    }

    /** For people. */
    List<String> text() {
        List<String> lines = new ArrayList<>();
        problems.forEach(problem -> lines.add(Printable.of(problem)));
        notes.forEach(note -> lines.add(Printable.of(note)));
        String extent = Plural.count(variables, "variable") + ", " + new ByteSize(decodedBytes);
        lines.add(Printable.of(subject) + ": "
                + (problems.isEmpty()
                        ? "right (" + extent + ")"
                        : Plural.count(problems.size(), "problem") + " (" + extent + ")"));
        return lines;
    }

    /** For programs: schema {@code varve.verify/1}. */
    JsonObject json() {
        return JsonObject.builder()
                .put("schema", "varve.verify/1")
                .put("subject", subject)
                .put("right", JsonBoolean.of(problems.isEmpty()))
                .put("problems", texts(problems))
                .put("notes", texts(notes))
                .put("variables", variables)
                .put("decoded_bytes", decodedBytes)
                .build();
    }

    private static Json texts(List<String> texts) {
        return new JsonArray(texts.stream().<Json>map(JsonString::new).toList());
    }
}
