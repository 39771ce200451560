package dev.varve.run.partition;

import dev.varve.plan.partition.Task;
import dev.varve.plan.partition.WorkDone;
import dev.varve.plan.partition.WorkPlan;
import dev.varve.store.Leases;
import dev.varve.zarr.SharedStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a store has come that is being filled.
 *
 * @param order what was planned
 * @param ranks what each of the planned ranks has done, by whomever it was done
 * @param claims the tasks that someone is about
 */
public record SharedStatus(WorkOrder order, List<RankStatus> ranks, List<Leases.Held> claims) {
    public SharedStatus {
        ranks = List.copyOf(ranks);
        claims = List.copyOf(claims);
    }

    /**
     * One planned rank.
     *
     * @param rank which
     * @param done how many of its objects are written
     * @param objects how many it has
     */
    public record RankStatus(int rank, long done, long objects) {
        /** Whether nothing of it is missing. */
        public boolean isDone() {
            return done == objects;
        }
    }

    /** Looks at a store. */
    public static SharedStatus of(SharedStore store) throws IOException {
        WorkOrder order = WorkOrder.parse(store.plan());
        WorkPlan plan = order.plan();
        List<Leases.Held> claims = store.claims().stream()
                .filter(held -> Task.parse(held.name()).isPresent())
                .toList();
        WorkDone done = WorkDone.of(plan, store.pieces());
        List<RankStatus> ranks = new ArrayList<>();
        for (int rank = 0; rank < plan.ranks(); rank++) {
            List<Task> tasks = plan.tasks(rank, plan.ranks());
            long objects = tasks.stream().mapToLong(task -> task.run().count()).sum();
            ranks.add(new RankStatus(rank, done.countIn(tasks), objects));
        }
        return new SharedStatus(order, ranks, claims);
    }

    /** How many objects are written. */
    public long done() {
        return ranks.stream().mapToLong(RankStatus::done).sum();
    }

    /** How many objects there are. */
    public long objects() {
        return ranks.stream().mapToLong(RankStatus::objects).sum();
    }

    /** Whether nothing is missing. */
    public boolean isDone() {
        return done() == objects();
    }

    /** The planned ranks of which something is missing. */
    public List<Integer> missing() {
        return ranks.stream()
                .filter(rank -> !rank.isDone())
                .map(RankStatus::rank)
                .toList();
    }
}
