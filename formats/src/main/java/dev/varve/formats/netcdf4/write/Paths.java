package dev.varve.formats.netcdf4.write;

/** Full names: parts joined by {@code /}, the root group's is empty. */
final class Paths {
    private static final int MAX_NAME_LENGTH = 16_000;

    private Paths() {}

    /** The path of the group that something lies in. */
    static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** The path of something in a group. */
    static String child(String group, String name) {
        return group.isEmpty() ? name : group + "/" + name;
    }

    /**
     * Requires that a name can be one of a group, a variable, a dimension or a type.
     *
     * @param what what is named, for messages
     */
    static void requireName(String what, String name) {
        requireAttributeName(what, name);
        if (name.equals(".") || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException(
                    "'" + name + "' cannot be the name of a " + what + " in NetCDF-4; rename it");
        }
    }

    /**
     * Requires that a name can be one of an attribute.
     *
     * @param what what is named, for messages
     */
    static void requireAttributeName(String what, String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0 || name.length() > MAX_NAME_LENGTH) {
            String shown = name.substring(0, Math.min(40, name.length())).replace('\0', '?');
            throw new IllegalArgumentException("'" + shown + "' cannot be the name of a " + what
                    + " in NetCDF-4: it is empty, longer than " + MAX_NAME_LENGTH + " or holds a NUL; rename it");
        }
    }
}
