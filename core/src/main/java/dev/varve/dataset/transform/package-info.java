/**
 * Datasets made of others without copying them: each {@link dev.varve.dataset.transform.Transform} is a source that wraps a
 * source, {@link dev.varve.dataset.transform.Concatenation} one that wraps many. What is read of it is read of them, no more
 * than needed; chunks that stay what they are keep their {@link dev.varve.dataset.ChunkReference}.
 */
package dev.varve.dataset.transform;
