package dev.varve.formats.netcdf4;

import dev.varve.formats.hdf5.Hdf5File;
import dev.varve.formats.hdf5.Link;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Finds what soft links lead to. */
final class LinkResolver {
    /** The library's own limit of links in a row is 16 (H5L_NUM_LINKS). */
    private static final int MAX_STEPS = 1000;

    private final Hdf5File file;
    private final long root;
    private final Map<Long, Map<String, Link>> known = new HashMap<>();
    private int steps;

    LinkResolver(Hdf5File file, long root) {
        this.file = file;
        this.root = root;
    }

    /** The links of a group are told once, not read again. */
    void tell(long group, List<Link> links) {
        Map<String, Link> byName = new HashMap<>();
        for (Link link : links) {
            byName.putIfAbsent(link.name(), link);
        }
        known.put(group, byName);
    }

    /**
     * The address of the object that a path leads to, if it leads to one of this file.
     *
     * @param group the group of the link
     */
    OptionalLong resolve(long group, String path) throws IOException {
        steps = 0;
        return follow(group, path);
    }

    private OptionalLong follow(long group, String path) throws IOException {
        long at = path.startsWith("/") ? root : group;
        for (String name : path.split("/", -1)) {
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            Link link = links(at).get(name);
            if (link == null || ++steps > MAX_STEPS) {
                return OptionalLong.empty();
            }
            OptionalLong next = target(at, link.target());
            if (next.isEmpty()) {
                return next;
            }
            at = next.getAsLong();
        }
        return OptionalLong.of(at);
    }

    private OptionalLong target(long group, Link.Target target) throws IOException {
        if (target instanceof Link.Hard hard) {
            return OptionalLong.of(hard.address());
        }
        return target instanceof Link.Soft soft ? follow(group, soft.path()) : OptionalLong.empty();
    }

    private Map<String, Link> links(long group) throws IOException {
        if (!known.containsKey(group)) {
            tell(group, file.object(group, "group on the way of a soft link").links());
        }
        return known.get(group);
    }
}
