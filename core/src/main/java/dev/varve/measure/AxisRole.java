package dev.varve.measure;

/** What an axis of a field stands for; it decides what a slab is, along which axes gradients run, and what a sample may thin. */
public enum AxisRole {
    /** Time, forecast lead time, ensemble member: independent states of the field. */
    TIME,
    /** Height, pressure, depth, model level. */
    VERTICAL,
    /** Latitude, longitude, cell, and whatever else is neither of the others. */
    HORIZONTAL
}
