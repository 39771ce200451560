package dev.varve.run.partition;

import dev.varve.array.Bytes;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Sink;
import dev.varve.dataset.Variable;
import dev.varve.plan.CopyPlan;
import dev.varve.plan.partition.Task;
import dev.varve.run.CopyQueue;
import dev.varve.store.Leases;
import dev.varve.zarr.SharedStore;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * The tasks of one pass on their way: taken one by one when threads have nothing left to do of the one before, recorded when their
 * last object is finished. So threads need not wait for each other at the end of a task; at most two tasks are on their way.
 */
final class OpenTasks implements CopyQueue, Sink {
    private final SharedStore store;
    private final Leases claims;
    private final Iterator<Task> tasks;
    private final Function<Task, CopyPlan.VariableCopy> copies;
    private final List<Task> others = new ArrayList<>();
    private final Deque<Open> toBeOpened = new ArrayDeque<>();
    private final AtomicLong recorded = new AtomicLong();
    private final AtomicLong objects = new AtomicLong();

    /** @param copies what a task copies */
    OpenTasks(SharedStore store, Leases claims, List<Task> tasks, Function<Task, CopyPlan.VariableCopy> copies) {
        this.store = store;
        this.claims = claims;
        this.tasks = tasks.iterator();
        this.copies = copies;
    }

    /** A task that was taken. */
    private static final class Open {
        private final Task task;
        private final SharedStore.Piece piece;
        private final AtomicLong unfinished;
        private long unopened;

        Open(Task task, SharedStore.Piece piece) {
            this.task = task;
            this.piece = piece;
            this.unopened = task.run().count();
            this.unfinished = new AtomicLong(unopened);
        }
    }

    /** The tasks that others were about. */
    List<Task> others() {
        return List.copyOf(others);
    }

    /** How many tasks were recorded. */
    long recorded() {
        return recorded.get();
    }

    /** How many objects they have. */
    long objects() {
        return objects.get();
    }

    @Override
    public Optional<CopyPlan.VariableCopy> next() throws IOException {
        while (tasks.hasNext()) {
            Task task = tasks.next();
            if (store.has(task.name())) {
                continue;
            }
            if (!claims.take(task.name())) {
                others.add(task);
            } else if (store.has(task.name())) {
                claims.release(task.name());
            } else {
                synchronized (toBeOpened) {
                    toBeOpened.add(new Open(task, store.begin(task.name())));
                }
                return Optional.of(copies.apply(task));
            }
        }
        return Optional.empty();
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public Layout layout(Variable variable) {
        return store.layouts().get(variable.path());
    }

    /** Objects are opened in the order of the tasks. */
    @Override
    public ObjectWriter open(Variable variable, long... objectIndex) throws IOException {
        Open open;
        synchronized (toBeOpened) {
            open = toBeOpened.element();
            open.unopened--;
            if (open.unopened == 0) {
                toBeOpened.remove();
            }
        }
        return new TaskObject(open, open.piece.open(variable, objectIndex));
    }

    private void finished(Open open) throws IOException {
        if (open.unfinished.decrementAndGet() == 0) {
            open.piece.commit();
            recorded.incrementAndGet();
            objects.addAndGet(open.task.run().count());
            claims.release(open.task.name());
        }
    }

    /** An object that tells its task when it is finished. */
    private final class TaskObject implements ObjectWriter {
        private final Open open;
        private final ObjectWriter writer;

        TaskObject(Open open, ObjectWriter writer) {
            this.open = open;
            this.writer = writer;
        }

        @Override
        public void append(Optional<Bytes> encoded) throws IOException {
            writer.append(encoded);
        }

        @Override
        public void finish() throws IOException {
            writer.finish();
            finished(open);
        }

        @Override
        public void close() throws IOException {
            writer.close();
        }
    }

    /** Does nothing: each task is made to count by itself. */
    @Override
    public void commit() {}

    /** Does nothing: claims are given back with all others of the process. */
    @Override
    public void close() {}
}
