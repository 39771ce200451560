/**
 * What a dataset is, whatever its format: groups of dimensions, variables and attributes, read through a
 * {@link dev.varve.dataset.Source} and written through a {@link dev.varve.dataset.Sink}. Formats and Zarr meet only here.
 */
package dev.varve.dataset;
