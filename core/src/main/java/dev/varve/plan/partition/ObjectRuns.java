package dev.varve.plan.partition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A set of objects of one variable, as the runs that it is made of.
 *
 * @param runs in order, none empty, none next to another
 */
public record ObjectRuns(List<ObjectRun> runs) {
    public ObjectRuns {
        runs = List.copyOf(runs);
    }

    /** The objects of any runs, which may overlap. */
    public static ObjectRuns union(Collection<ObjectRun> runs) {
        List<ObjectRun> joined = new ArrayList<>();
        List<ObjectRun> sorted = runs.stream()
                .filter(run -> !run.isEmpty())
                .sorted(Comparator.comparingLong(ObjectRun::start))
                .toList();
        for (ObjectRun run : sorted) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).stop() >= run.start()) {
                ObjectRun before = joined.get(last);
                joined.set(last, new ObjectRun(before.start(), Math.max(before.stop(), run.stop())));
            } else {
                joined.add(run);
            }
        }
        return new ObjectRuns(joined);
    }

    /** How many objects. */
    public long count() {
        return runs.stream().mapToLong(ObjectRun::count).sum();
    }

    /** How many objects of a run are in the set. */
    public long countIn(ObjectRun run) {
        return run.count() - gaps(run).stream().mapToLong(ObjectRun::count).sum();
    }

    /** The parts of a run that are not in the set, in order. */
    public List<ObjectRun> gaps(ObjectRun run) {
        List<ObjectRun> gaps = new ArrayList<>();
        long from = run.start();
        for (int i = firstBeyond(run.start()); i < runs.size() && runs.get(i).start() < run.stop(); i++) {
            if (runs.get(i).start() > from) {
                gaps.add(new ObjectRun(from, runs.get(i).start()));
            }
            from = Math.max(from, runs.get(i).stop());
        }
        if (from < run.stop()) {
            gaps.add(new ObjectRun(from, run.stop()));
        }
        return gaps;
    }

    /** The first run that ends after a place. */
    private int firstBeyond(long place) {
        int low = 0;
        int high = runs.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (runs.get(middle).stop() <= place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
