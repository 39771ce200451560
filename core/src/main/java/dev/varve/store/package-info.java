/**
 * Where bytes lie. A {@link dev.varve.store.Store} maps keys to values in five verbs; a
 * {@link dev.varve.store.RangeReader} reads one file by position. Bytes flow in and out; nothing is known of arrays or
 * formats.
 */
package dev.varve.store;
