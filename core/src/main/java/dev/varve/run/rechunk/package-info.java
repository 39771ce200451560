/** Rechunks carried out: a plan and a source go in, a store that is complete under its name comes out. */
package dev.varve.run.rechunk;
