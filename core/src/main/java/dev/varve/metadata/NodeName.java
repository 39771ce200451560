package dev.varve.metadata;

/**
 * Names of nodes (v3 core, section "Node names"). What begins with {@code __} is reserved there, but xarray and zarr-python write
 * {@code __xarray_dataarray_variable__}, and so it is allowed here.
 */
public final class NodeName {
    private NodeName() {}

    /** Why a name is none; nothing when it is one. */
    private static String problem(String name) {
        if (name.isEmpty()) {
            return "an empty name";
        }
        if (name.chars().allMatch(c -> c == '.')) {
            return "a name of nothing but periods, '" + name + "'";
        }
        return name.equals(NodeMetadata.KEY) ? "the name " + NodeMetadata.KEY + ", which is that of documents" : "";
    }

    /**
     * Refuses paths of which a part is no name; the empty path is the root.
     *
     * @throws IllegalArgumentException naming the path and what is wrong with it
     */
    public static void requirePath(String path) {
        if (path.isEmpty()) {
            return;
        }
        for (String name : path.split("/", -1)) {
            String problem = problem(name);
            if (!problem.isEmpty()) {
                throw new IllegalArgumentException("path '" + path + "' has " + problem);
            }
        }
    }
}
