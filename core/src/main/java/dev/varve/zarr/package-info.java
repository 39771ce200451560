/**
 * Zarr arrays and groups: opened, created, read and written in a store; whole hierarchies as a
 * {@link dev.varve.dataset.Source} and as a {@link dev.varve.dataset.Sink}.
 */
package dev.varve.zarr;
