package dev.varve.plan.partition;

import dev.varve.array.Shape;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Variable;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.MetadataException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the objects of a dataset are divided into tasks; the same for all who fill a store, whenever they come.
 *
 * @param cut how objects are ordered
 * @param dims the dimensions along which runs are cut, the first before the second; none is C order
 * @param ranks how many ranks were planned with; any other number may do the work
 * @param works the variables that are divided
 */
public record WorkPlan(Cut cut, List<String> dims, int ranks, List<Work> works) {
    /** A task should not be smaller than this, decoded: it is recorded and forced to disk by itself. */
    private static final long TASK_BYTES = 256L << 20;

    private static final long MOST_TASKS = 100_000;

    public WorkPlan {
        dims = List.copyOf(dims);
        works = List.copyOf(works);
        if (ranks < 1) {
            throw new IllegalArgumentException(ranks + " ranks: there must be at least 1");
        }
    }

    /** How objects are ordered, so that each rank has a run of them. */
    public enum Cut {
        /** Runs that differ by one object at most. */
        BALANCED,
        /** xpartition's boxes. */
        BOXES;

        /** The word for it. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One variable.
     *
     * @param path its path
     * @param order the order of its objects
     * @param axes the axes along which they are cut first
     * @param taskObjects how many objects a task has at most
     */
    public record Work(String path, ObjectOrder order, List<Integer> axes, long taskObjects) {
        public Work {
            axes = List.copyOf(axes);
        }
    }

    /**
     * Plans the work on a variable.
     *
     * @param objectBytes how large its largest object is, decoded
     */
    public static Work work(Cut cut, List<String> dims, int ranks, Variable variable, Layout layout, long objectBytes) {
        List<Integer> axes = new ArrayList<>();
        for (String dim : dims) {
            for (int axis = 0; axis < variable.dimensions().size(); axis++) {
                Dimension dimension = variable.dimensions().get(axis);
                boolean isMeant =
                        dimension.name().equals(dim) || dimension.path().equals(dim);
                if (isMeant && !axes.contains(axis)) {
                    axes.add(axis);
                }
            }
        }
        Shape counts = layout.objects().counts();
        long fitting = Math.max(1, TASK_BYTES / Math.max(1, objectBytes));
        long taskObjects = Math.max(fitting, counts.count() / MOST_TASKS);
        return new Work(variable.path(), order(cut, counts, axes, ranks), axes, taskObjects);
    }

    private static ObjectOrder order(Cut cut, Shape counts, List<Integer> axes, int ranks) {
        return switch (cut) {
            case BALANCED -> AxisOrder.with(counts, axes);
            case BOXES -> BoxOrder.of(counts, axes, ranks);
        };
    }

    /** How the objects are divided among some ranks. */
    public ObjectPartition partition(int others) {
        return new ObjectPartition(works.stream().map(Work::order).toList(), others);
    }

    /** How many objects there are. */
    public long objects() {
        return works.stream().mapToLong(work -> work.order().all().count()).sum();
    }

    /**
     * What one of some ranks does, in order; nothing when there are more ranks than objects.
     *
     * @throws IllegalArgumentException when there is no such rank
     */
    public List<Task> tasks(int rank, int others) {
        ObjectPartition partition = partition(others);
        List<Task> tasks = new ArrayList<>();
        for (int work = 0; work < works.size(); work++) {
            for (ObjectRun run :
                    partition.run(work, rank).pieces(works.get(work).taskObjects())) {
                tasks.add(new Task(work, run));
            }
        }
        return tasks;
    }

    /** What all do, rank after rank. */
    public List<Task> tasks() {
        return IntStream.range(0, ranks)
                .boxed()
                .flatMap(rank -> tasks(rank, ranks).stream())
                .toList();
    }

    /** As it is kept; {@link #parse} reads it. */
    public JsonObject toJson() {
        List<Json> listed = new ArrayList<>();
        for (Work work : works) {
            listed.add(JsonObject.builder()
                    .put("path", work.path())
                    .put("objects", JsonArray.of(work.order().counts().extents()))
                    .put(
                            "axes",
                            JsonArray.of(work.axes().stream()
                                    .mapToLong(Integer::longValue)
                                    .toArray()))
                    .put("task_objects", work.taskObjects())
                    .build());
        }
        return JsonObject.builder()
                .put("cut", cut.word())
                .put(
                        "dims",
                        new JsonArray(dims.stream().<Json>map(JsonString::new).toList()))
                .put("ranks", JsonNumber.of(ranks))
                .put("works", new JsonArray(listed))
                .build();
    }

    /** Reads what {@link #toJson} gives. */
    public static WorkPlan parse(JsonCursor plan) throws MetadataException {
        Cut cut = plan.get("cut")
                        .oneOf(List.of(Cut.BALANCED.word(), Cut.BOXES.word()))
                        .equals(Cut.BOXES.word())
                ? Cut.BOXES
                : Cut.BALANCED;
        List<String> dims = new ArrayList<>();
        for (JsonCursor dim : plan.get("dims").items()) {
            dims.add(dim.string());
        }
        int ranks = (int) plan.get("ranks").integer(1, Integer.MAX_VALUE);
        List<Work> works = new ArrayList<>();
        for (JsonCursor work : plan.get("works").items()) {
            Shape counts = Shape.of(work.get("objects").integers(0));
            List<Integer> axes = new ArrayList<>();
            for (JsonCursor axis : work.get("axes").items()) {
                axes.add((int) axis.integer(0, Math.max(0, counts.rank() - 1)));
            }
            works.add(new Work(
                    work.get("path").string(),
                    order(cut, counts, axes, ranks),
                    axes,
                    work.get("task_objects").integer(1, Long.MAX_VALUE)));
        }
        return new WorkPlan(cut, dims, ranks, works);
    }
}
