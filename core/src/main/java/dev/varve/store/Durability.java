package dev.varve.store;

/** What must survive a loss of power, and when. */
public enum Durability {
    /** Nothing is forced to disk; a killed process still loses nothing. */
    NONE,
    /** Everything is on disk when the task is committed. */
    TASK,
    /** Every object is on disk as soon as it is visible. */
    OBJECT
}
