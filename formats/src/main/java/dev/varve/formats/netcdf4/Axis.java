package dev.varve.formats.netcdf4;

import dev.varve.dataset.Dimension;

/** A dimension while the file is being understood; its length may still grow. */
final class Axis {
    private final String path;
    private final long id;
    private final long address;
    private final boolean isUnlimited;
    private long length;

    /**
     * A dimension.
     *
     * @param path its full name
     * @param id netCDF's number of it
     * @param address the dimension scale's object header, negative when it has none
     */
    Axis(String path, long id, long address, long length, boolean isUnlimited) {
        this.path = path;
        this.id = id;
        this.address = address;
        this.length = length;
        this.isUnlimited = isUnlimited;
    }

    String path() {
        return path;
    }

    long id() {
        return id;
    }

    long address() {
        return address;
    }

    boolean isUnlimited() {
        return isUnlimited;
    }

    long length() {
        return length;
    }

    void setLength(long length) {
        this.length = length;
    }

    Dimension dimension() {
        return new Dimension(path, length, isUnlimited);
    }
}
