package dev.varve.plan.partition;

import java.util.List;

/**
 * Which rank writes which objects of a dataset. Of each variable a rank has one run of objects, and a variable's runs differ by
 * one object at most; who has one more changes from variable to variable, so that in all, too, no rank has more than {@code
 * ceil(objects / ranks)}. Boxes, where that is the order of a variable and made for as many ranks, are taken as they are.
 *
 * @param orders the order of each variable's objects
 * @param ranks among how many ranks they are divided
 */
public record ObjectPartition(List<ObjectOrder> orders, int ranks) {
    public ObjectPartition {
        orders = List.copyOf(orders);
        if (ranks < 1) {
            throw new IllegalArgumentException(ranks + " ranks: there must be at least 1");
        }
    }

    /**
     * A rank's share of a variable, which may be empty.
     *
     * @throws IllegalArgumentException when there is no such rank
     */
    public ObjectRun run(int variable, int rank) {
        if (rank < 0 || rank >= ranks) {
            throw new IllegalArgumentException("rank " + rank + " of " + ranks + ": ranks are 0 to " + (ranks - 1));
        }
        ObjectOrder given = orders.get(variable);
        ObjectOrder order = given instanceof ShiftedOrder shifted ? shifted.inner() : given;
        if (order instanceof BoxOrder boxes && boxes.ranks() == ranks) {
            return boxes.run(rank);
        }
        long objects = order.all().count();
        long first = firstLonger(variable);
        return new ObjectRun(start(objects, first, rank), start(objects, first, rank + 1L));
    }

    /** Where a rank's share begins, when the {@code objects % ranks} longer shares are from rank {@code first} on, going round. */
    private long start(long objects, long first, long rank) {
        long longer = objects % ranks;
        long wrapped = Math.max(0, first + longer - ranks);
        long longerBefore = Math.min(rank, wrapped) + Math.min(Math.max(0, rank - first), longer - wrapped);
        return rank * (objects / ranks) + longerBefore;
    }

    /** The rank after the last one that has one more object of a variable before. */
    private long firstLonger(int variable) {
        long first = 0;
        for (ObjectOrder order : orders.subList(0, variable)) {
            first = (first + order.all().count() % ranks) % ranks;
        }
        return first;
    }

    /** How many objects a rank has, of all variables. */
    public long load(int rank) {
        long load = 0;
        for (int variable = 0; variable < orders.size(); variable++) {
            load += run(variable, rank).count();
        }
        return load;
    }
}
