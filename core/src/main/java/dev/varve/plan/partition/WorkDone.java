package dev.varve.plan.partition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Which objects of a plan are written, as the names of its finished tasks tell, by however many ranks they were done.
 *
 * @param runs the objects of each work
 */
public record WorkDone(List<ObjectRuns> runs) {
    public WorkDone {
        runs = List.copyOf(runs);
    }

    /** What tasks of these names have done; other names are of no account. */
    public static WorkDone of(WorkPlan plan, Collection<String> names) {
        List<List<ObjectRun>> found = new ArrayList<>();
        plan.works().forEach(work -> found.add(new ArrayList<>()));
        for (String name : names) {
            Task.parse(name).filter(task -> task.work() < found.size()).ifPresent(task -> found.get(task.work())
                    .add(task.run()));
        }
        return new WorkDone(found.stream().map(ObjectRuns::union).toList());
    }

    /** What is left of a task; nothing when it is done. */
    public List<Task> left(Task task) {
        return runs.get(task.work()).gaps(task.run()).stream()
                .map(gap -> new Task(task.work(), gap))
                .toList();
    }

    /** How many objects of some tasks are written. */
    public long countIn(Collection<Task> tasks) {
        return tasks.stream()
                .mapToLong(task -> runs.get(task.work()).countIn(task.run()))
                .sum();
    }

    /** How many objects are written. */
    public long count() {
        return runs.stream().mapToLong(ObjectRuns::count).sum();
    }
}
