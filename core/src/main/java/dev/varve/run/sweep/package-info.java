/** Sweeps carried out: candidates are encoded, decoded and measured; results are kept in a folder that processes share. */
package dev.varve.run.sweep;
