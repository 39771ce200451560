package dev.varve.plan.partition;

import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Variable;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonArray;
import dev.varve.metadata.JsonBoolean;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.MetadataException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How the objects of a dataset are divided into tasks; the same for all who fill a store, whenever they come.
 *
 * @param cut how objects are ordered
 * @param dims the dimensions along which runs are cut, the first before the second; none is C order
 * @param ranks how many ranks were planned with; any other number may do the work
 * @param works the variables; those that are written when the store is made come last
 */
public record WorkPlan(Cut cut, List<String> dims, int ranks, List<Work> works) {
    /** A task should not be smaller than this, decoded: it is recorded and forced to disk by itself. */
    private static final long TASK_BYTES = 256L << 20;

    private static final long MOST_TASKS = 100_000;

    public WorkPlan {
        dims = List.copyOf(dims);
        works = works.stream().sorted(Comparator.comparing(Work::isInitial)).toList();
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
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One variable.
     *
     * @param path its path
     * @param order the order of its objects
     * @param axes the axes along which they are cut first
     * @param taskObjects how many objects a task has at most
     * @param isInitial whether it is written when the store is made; the first rank sees to it that it is
     */
    public record Work(String path, ObjectOrder order, List<Integer> axes, long taskObjects, boolean isInitial) {
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
        Region all = Region.whole(layout.objects().counts());
        return work(cut, dims, ranks, variable, objectBytes, all);
    }

    /**
     * Plans the work on some objects of a variable.
     *
     * @param objects their positions on the grid
     */
    public static Work work(
            Cut cut, List<String> dims, int ranks, Variable variable, long objectBytes, Region objects) {
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
        Shape counts = objects.shape();
        long fitting = Math.max(1, TASK_BYTES / Math.max(1, objectBytes));
        long taskObjects = Math.max(fitting, counts.count() / MOST_TASKS);
        return new Work(variable.path(), order(cut, objects, axes, ranks), axes, taskObjects, false);
    }

    /** The work on a variable that is written when the store is made. */
    public static Work initial(Variable variable, Layout layout) {
        Shape counts = layout.objects().counts();
        return new Work(
                variable.path(), AxisOrder.with(counts, List.of()), List.of(), Math.max(1, counts.count()), true);
    }

    private static ObjectOrder order(Cut cut, Region objects, List<Integer> axes, int ranks) {
        Shape counts = objects.shape();
        ObjectOrder order =
                switch (cut) {
                    case BALANCED -> AxisOrder.with(counts, axes);
                    case BOXES -> BoxOrder.of(counts, axes, ranks);
                };
        return objects.equals(Region.whole(counts)) ? order : new ShiftedOrder(order, objects);
    }

    /** How the objects are divided among some ranks. */
    public ObjectPartition partition(int others) {
        return new ObjectPartition(divided().map(Work::order).toList(), others);
    }

    private Stream<Work> divided() {
        return works.stream().filter(work -> !work.isInitial());
    }

    /** How many objects are divided. */
    public long objects() {
        return divided().mapToLong(work -> work.order().all().count()).sum();
    }

    /** What is done when the store is made. */
    public List<Task> initialTasks() {
        List<Task> tasks = new ArrayList<>();
        for (int work = 0; work < works.size(); work++) {
            ObjectRun all = works.get(work).order().all();
            if (works.get(work).isInitial() && !all.isEmpty()) {
                tasks.add(new Task(work, all));
            }
        }
        return tasks;
    }

    /**
     * What one of some ranks does, in order; nothing when there are more ranks than objects. The first rank also has what was done
     * when the store was made, should some of it be lost.
     *
     * @throws IllegalArgumentException when there is no such rank
     */
    public List<Task> tasks(int rank, int others) {
        ObjectPartition partition = partition(others);
        List<Task> tasks = new ArrayList<>(rank == 0 ? initialTasks() : List.of());
        for (int work = 0; work < partition.orders().size(); work++) {
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
            JsonObject.Builder kept = JsonObject.builder()
                    .put("path", work.path())
                    .put("objects", JsonArray.of(work.order().counts().extents()));
            if (work.order() instanceof ShiftedOrder shifted) {
                kept.put("first", JsonArray.of(shifted.box().starts()));
            }
            listed.add(kept.put(
                            "axes",
                            JsonArray.of(work.axes().stream()
                                    .mapToLong(Integer::longValue)
                                    .toArray()))
                    .put("task_objects", work.taskObjects())
                    .put("initial", JsonBoolean.of(work.isInitial()))
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
            boolean isInitial = work.get("initial").bool();
            Optional<JsonCursor> first = work.find("first");
            long[] start = first.isPresent() ? first.get().integers(0) : new long[counts.rank()];
            if (start.length != counts.rank()) {
                throw first.orElseThrow().error("must have " + counts.rank() + " numbers");
            }
            works.add(new Work(
                    work.get("path").string(),
                    isInitial ? AxisOrder.with(counts, List.of()) : order(cut, Region.of(start, counts), axes, ranks),
                    axes,
                    work.get("task_objects").integer(1, Long.MAX_VALUE),
                    isInitial));
        }
        return new WorkPlan(cut, dims, ranks, works);
    }
}
