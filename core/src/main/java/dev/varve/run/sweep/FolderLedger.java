package dev.varve.run.sweep;

import dev.varve.metadata.MetadataException;
import dev.varve.plan.sweep.Candidate;
import dev.varve.plan.sweep.Score;
import dev.varve.store.Leases;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The scores of one variable in a {@link ResultsFolder}. Scores that were measured or failed are rows on disk before
 * {@link #record} returns; what was skipped is a decision of one search under its gates, and is only remembered here, for
 * the table. Safe for threads.
 */
public final class FolderLedger implements SweepLedger, Closeable {
    private static final long POLL_MILLIS = 100;
    private static final String OF_ANOTHER = "tried by a sweep with another budget or other classes of codecs";

    private final ResultNames names;
    private final CandidateText text;
    private final Leases leases;
    private final RowFiles rows;
    private final RowAppender scores;
    private final RowAppender failures;
    private final boolean isRemote;
    private final Map<Candidate, String> identities = new ConcurrentHashMap<>();
    /** By identity, then part. */
    private final Map<String, SortedMap<Integer, Score>> known = new HashMap<>();

    private final Map<String, Score> skipped = new HashMap<>();

    private FolderLedger(ResultsFolder folder, ResultNames names, Leases leases, int rank, CandidateText text)
            throws IOException {
        this.names = names;
        this.text = text;
        this.leases = leases;
        this.rows = new RowFiles(folder, names);
        this.scores = new RowAppender(folder.file(names.scores(rank)), ResultCsv.SCORES);
        this.failures = new RowAppender(folder.file(names.failures(rank)), ResultCsv.FAILURES);
        this.isRemote = Files.getFileStore(folder.path()).type().matches("(?i)nfs.*|cifs|smb.*|fuse.*|9p");
    }

    static FolderLedger open(ResultsFolder folder, ResultNames names, int rank, CandidateText text) throws IOException {
        Leases leases = Leases.open(folder.claims());
        try {
            int free = rank;
            while (!leases.take(names.claims() + "rank" + free)) {
                free = Math.addExact(free, 1);
            }
            FolderLedger ledger = new FolderLedger(folder, names, leases, free, text);
            ledger.readOthers();
            ledger.rows.ignore(names.scores(free));
            ledger.rows.ignore(names.failures(free));
            return ledger;
        } catch (IOException | RuntimeException e) {
            leases.close();
            throw e;
        }
    }

    private String identity(Candidate candidate) {
        return identities.computeIfAbsent(candidate, text::identity);
    }

    @Override
    public synchronized Optional<Score> recorded(Candidate candidate, int part) {
        return Optional.ofNullable(known.getOrDefault(identity(candidate), Collections.emptySortedMap())
                .get(part));
    }

    /** Records a score, unless one of the candidate on that part is known. */
    @Override
    public synchronized void record(Score score) throws IOException {
        String identity = identity(score.candidate());
        if (score.outcome() instanceof Score.Skipped) {
            skipped.put(identity, score);
            return;
        }
        if (remember(identity, score)) {
            ResultRow row = ResultRow.of(score, text);
            (score.outcome() instanceof Score.Failed ? failures : scores).append(row);
        }
    }

    private boolean remember(String identity, Score score) {
        return known.computeIfAbsent(identity, key -> new TreeMap<>()).putIfAbsent(score.part(), score) == null;
    }

    /**
     * {@inheritDoc} What others had recorded before is known when the claim is taken: whether the unit still is to be done,
     * {@link #recorded} tells only then.
     */
    @Override
    public boolean claim(String unit) throws IOException {
        if (!leases.take(claimOf(unit))) {
            return false;
        }
        readOthers();
        return true;
    }

    @Override
    public void release(String unit) throws IOException {
        if (isRemote) {
            force();
        }
        leases.release(claimOf(unit));
    }

    private synchronized void force() throws IOException {
        scores.force();
        failures.force();
    }

    private String claimOf(String unit) {
        return names.claims() + UUID.nameUUIDFromBytes(unit.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns as soon as there is anything new. */
    @Override
    public void awaitOthers(Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!readOthers()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(Math.min(left, POLL_MILLIS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for other processes of the sweep", e);
            }
        }
    }

    /** Whether there was a score that was not known. */
    private synchronized boolean readOthers() throws IOException {
        int before = count();
        rows.readNew(this::take);
        return count() > before;
    }

    private int count() {
        return known.values().stream().mapToInt(Map::size).sum();
    }

    /** A row of a candidate that this version cannot read is no score of any candidate that it tries. */
    private void take(ResultRow row) {
        Score.Outcome outcome = row.measured().isPresent() ? row.measured().get() : new Score.Failed(row.reason());
        try {
            remember(row.identity(), new Score(text.parse(row.identity()), row.part(), row.share(), outcome));
        } catch (MetadataException e) {
            return;
        }
    }

    /** All scores known so far, those of each candidate from the whole sample to the smallest part; skipped ones last. */
    public synchronized List<Score> scores() {
        List<Score> all = new ArrayList<>();
        known.values().forEach(parts -> all.addAll(parts.values()));
        all.addAll(skipped.values());
        return List.copyOf(all);
    }

    /**
     * The table of a sweep beside what is known from others in the same folder: with the score on the largest part of all that
     * know its candidates, and the others' candidates as left out by this one.
     *
     * @param table a score of each candidate
     */
    public synchronized List<Score> completed(List<Score> table) throws IOException {
        readOthers();
        List<Score> all = new ArrayList<>();
        Set<String> identities = new HashSet<>();
        for (Score score : table) {
            String identity = identity(score.candidate());
            identities.add(identity);
            Optional<Score> largest = largest(identity);
            boolean isMoreKnown = largest.isPresent()
                    && (score.outcome() instanceof Score.Skipped
                            || largest.get().part() < score.part());
            all.add(isMoreKnown ? largest.get() : score);
        }
        for (Map.Entry<String, SortedMap<Integer, Score>> other : known.entrySet()) {
            if (!identities.contains(other.getKey())) {
                Candidate candidate =
                        other.getValue().get(other.getValue().firstKey()).candidate();
                all.add(new Score(candidate, 0, 0, new Score.Skipped(OF_ANOTHER)));
            }
        }
        return List.copyOf(all);
    }

    private Optional<Score> largest(String identity) {
        return Optional.ofNullable(known.get(identity)).map(parts -> parts.get(parts.firstKey()));
    }

    /** How many rows on disk were not as they were written, and were left out. */
    public synchronized int damagedRows() {
        return rows.damaged();
    }

    /** Gives back all claims. */
    @Override
    public synchronized void close() throws IOException {
        try {
            scores.close();
            failures.close();
        } finally {
            leases.close();
        }
    }
}
