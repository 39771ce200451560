package dev.varve.metadata;

/** A version of the Zarr specification: which documents describe a node. */
public enum ZarrFormat {
    /** {@code .zarray}, {@code .zgroup}, {@code .zattrs} and, at the root, {@code .zmetadata}. */
    V2,
    /** {@code zarr.json}. */
    V3;

    /** What people call it. */
    @Override
    public String toString() {
        return this == V2 ? "Zarr v2" : "Zarr v3";
    }
}
