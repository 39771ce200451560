/**
 * Pure decisions, made before any data is read: which chunks and shards a variable gets, in which blocks it is copied, how
 * much memory that takes. A plan is a value that can be printed, compared and executed; nothing here does IO.
 */
package dev.varve.plan;
