package dev.varve.run.sweep;

import dev.varve.codec.CodecChain;
import dev.varve.metadata.MetadataException;
import dev.varve.plan.sweep.Candidate;
import dev.varve.plan.sweep.Gate;
import dev.varve.plan.sweep.Score;
import dev.varve.plan.sweep.Stage;
import dev.varve.run.sweep.ResultsCheck.Finding;
import dev.varve.run.sweep.ResultsCheck.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares the table of a variable with the rows that it was made of, and the manifest with the table. */
final class TableCheck {
    private static final String AGAIN = "sweep again: what is right is not measured twice";

    private final ResultsFolder folder;
    private final ResultNames names;
    private final SweepManifest manifest;
    private final ResultTable table;
    private final CandidateText text;
    private final Map<String, ResultRow> byIdentity = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    TableCheck(ResultsFolder folder, ResultNames names, SweepManifest manifest, ResultTable table) {
        this.folder = folder;
        this.names = names;
        this.manifest = manifest;
        this.table = table;
        this.text = CandidateText.of(manifest.type());
        table.rows().forEach(row -> byIdentity.put(row.identity(), row));
    }

    List<Finding> findings() throws IOException {
        verdicts();
        rows();
        ranked();
        best();
        return findings;
    }

    private void add(Kind kind, String name, String what) {
        findings.add(new Finding(kind, folder.file(name).toString(), what, AGAIN));
    }

    private void verdicts() {
        for (ResultRow row : table.rows()) {
            ResultRow judged = row.judged(manifest.recipe().gates(), manifest.sourceShare());
            if (row.isKept() != judged.isKept()) {
                add(
                        Kind.FLIPPED_VERDICT,
                        names.table(),
                        row.label() + " is "
                                + (row.isKept() ? "kept, but breaks a gate" : "not kept, but keeps all gates"));
            }
            for (Gate gate : Gate.values()) {
                Optional<Boolean> is = Optional.ofNullable(row.passes().get(gate));
                Optional<Boolean> ought = Optional.ofNullable(judged.passes().get(gate));
                if (!is.equals(ought)) {
                    add(
                            Kind.FLIPPED_VERDICT,
                            names.table(),
                            row.label() + ": gate " + gate.label() + " says " + said(is) + ", its numbers say "
                                    + said(ought));
                }
            }
            if (!row.sourceRatio().equals(judged.sourceRatio())) {
                add(Kind.DRIFTED_METRIC, names.table(), row.label() + ": its ratio to the source is another");
            }
        }
    }

    private static String said(Optional<Boolean> verdict) {
        return verdict.map(is -> is ? "kept" : "broken").orElse("nothing");
    }

    /**
     * The rows that were streamed until the table was made, against the table's. One that was damaged before that is none, and
     * was measured again.
     */
    private void rows() throws IOException {
        RowFiles files = new RowFiles(
                folder,
                names,
                name -> manifest.files().containsKey(name)
                        ? manifest.files().get(name).bytes()
                        : 0);
        Map<String, List<ResultRow>> streamed = new HashMap<>();
        files.readNew(row -> streamed.computeIfAbsent(row.identity(), key -> new ArrayList<>())
                .add(row));
        for (Map.Entry<String, List<ResultRow>> entry : streamed.entrySet()) {
            if (!byIdentity.containsKey(entry.getKey())) {
                add(
                        Kind.DROPPED_CONSOLIDATION,
                        names.table(),
                        "has no row of " + entry.getValue().get(0).label() + ", which was tried");
            }
        }
        table.rows().stream()
                .filter(row -> row.measured().isPresent())
                .forEach(row -> compare(row, streamed.getOrDefault(row.identity(), List.of())));
        if (!manifest.counts().getOrDefault("candidates", 0).equals(table.rows().size())) {
            add(
                    Kind.DROPPED_CONSOLIDATION,
                    names.table(),
                    "has " + table.rows().size() + " rows; the manifest counts "
                            + manifest.counts().getOrDefault("candidates", 0));
        }
    }

    private void compare(ResultRow row, List<ResultRow> streamed) {
        if (streamed.stream()
                .anyMatch(one -> one.part() < row.part() && one.measured().isPresent())) {
            add(Kind.DROPPED_CONSOLIDATION, names.table(), row.label() + " was measured on more than its row says");
        } else if (streamed.stream().noneMatch(one -> isSame(one, row))) {
            add(Kind.DRIFTED_METRIC, names.table(), row.label() + ": numbers that nobody has measured");
        }
    }

    private static boolean isSame(ResultRow one, ResultRow other) {
        return one.part() == other.part()
                && one.share() == other.share()
                && one.label().equals(other.label())
                && one.measured().equals(other.measured());
    }

    /** Each ranked chain is the one of its name, and its numbers are the table's. */
    private void ranked() {
        for (Recipe.Ranked ranked : manifest.recipe().ranked()) {
            CodecChain chain = ranked.chain();
            Candidate candidate = new Candidate(new Stage(chain.filters(), chain.serializer()), chain.compressors());
            Optional<ResultRow> row = Optional.ofNullable(byIdentity.get(text.identity(candidate)));
            if (row.isEmpty() || !row.get().label().equals(ranked.label())) {
                add(
                        Kind.ALTERED_CODEC,
                        names.manifest(),
                        "the chain called " + ranked.label() + " is "
                                + (row.isEmpty()
                                        ? "none of the table"
                                        : row.get().label()));
            } else if (!row.get().isKept()) {
                add(Kind.WRONG_BEST, names.manifest(), ranked.label() + " is ranked, but does not keep the gates");
            } else {
                Score.Measured measured = row.get().measured().orElseThrow();
                if (measured.ratio() != ranked.ratio() || !measured.errors().equals(ranked.errors())) {
                    add(Kind.DRIFTED_METRIC, names.manifest(), ranked.label() + ": its numbers are not the table's");
                }
            }
        }
    }

    /** Nothing that may win is better than the winner, nor anything ranked than what is ranked before. */
    private void best() {
        List<String> ranks = new ArrayList<>();
        manifest.recipe().ranked().forEach(ranked -> ranks.add(ranked.label()));
        boolean isPortableOnly = manifest.recipe().ranked().stream().allMatch(Recipe.Ranked::isPortable);
        Optional<ResultRow> best = table.rows().stream()
                .filter(ResultRow::isKept)
                .filter(row -> !isPortableOnly || isPortable(row))
                .findFirst();
        if (best.isPresent() && !best.get().label().equals(ranks.get(0))) {
            add(
                    Kind.WRONG_BEST,
                    names.manifest(),
                    "the best is said to be " + ranks.get(0) + ", and is "
                            + best.get().label());
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < ranks.size(); i++) {
            boolean isWorseBefore = i > 0
                    && manifest.recipe().ranked().get(i - 1).ratio()
                            < manifest.recipe().ranked().get(i).ratio();
            if (isWorseBefore || !seen.add(ranks.get(i))) {
                add(Kind.WRONG_BEST, names.manifest(), ranks.get(i) + " is ranked in the wrong place");
            }
        }
    }

    private boolean isPortable(ResultRow row) {
        try {
            return text.isPortable(text.parse(row.identity()));
        } catch (MetadataException e) {
            add(Kind.ALTERED_CODEC, names.table(), row.label() + ": its pipeline is no chain: " + e.getMessage());
            return false;
        }
    }
}
