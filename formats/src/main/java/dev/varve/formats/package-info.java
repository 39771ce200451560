/** File formats other than Zarr, each a source of arrays, a sink for them, or both. Files flow in and out. */
package dev.varve.formats;
