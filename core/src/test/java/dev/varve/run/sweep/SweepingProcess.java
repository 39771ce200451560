package dev.varve.run.sweep;

import dev.varve.array.NumericType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** One of several processes that share a sweep. */
final class SweepingProcess {
    private SweepingProcess() {}

    /**
     * Records the scores of all candidates that others do not, and ends when all are recorded. Prints a line when it begins,
     * and one with how many it recorded.
     *
     * @param args folder, number of candidates, microseconds of work for each
     */
    public static void main(String[] args) throws Exception {
        ResultsFolder folder = ResultsFolder.create(Path.of(args[0]));
        try (FolderLedger ledger =
                folder.join("t", SomeScores.state("ef56"), 0, CandidateText.of(NumericType.FLOAT32))) {
            System.out.println("sweeping");
            System.out.flush();
            int done = sweep(ledger, Integer.parseInt(args[1]), Long.parseLong(args[2]));
            System.out.println(done);
        }
    }

    static int sweep(FolderLedger ledger, int count, long workMicros) throws IOException, InterruptedException {
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            left.add(i);
        }
        Collections.shuffle(left, new Random(ProcessHandle.current().pid()));
        int done = 0;
        while (!left.isEmpty()) {
            for (int i : List.copyOf(left)) {
                done += work(ledger, i, workMicros) ? 1 : 0;
            }
            left.removeIf(i -> ledger.recorded(SomeScores.candidate(i), 0).isPresent());
            if (!left.isEmpty()) {
                ledger.awaitOthers(Duration.ofMillis(50));
            }
        }
        return done;
    }

    private static boolean work(FolderLedger ledger, int number, long workMicros)
            throws IOException, InterruptedException {
        String unit = "unit " + number;
        if (ledger.recorded(SomeScores.candidate(number), 0).isPresent() || !ledger.claim(unit)) {
            return false;
        }
        try {
            if (ledger.recorded(SomeScores.candidate(number), 0).isPresent()) {
                return false;
            }
            TimeUnit.MICROSECONDS.sleep(workMicros);
            ledger.record(SomeScores.score(number));
            return true;
        } finally {
            ledger.release(unit);
        }
    }
}
