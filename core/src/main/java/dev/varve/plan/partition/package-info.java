/**
 * Which of several independent processes writes which stored objects of a dataset: pure arithmetic over the grids of objects. In
 * come the grids and the number of ranks, out come runs of objects that never overlap and together are all; no list of them is
 * ever held.
 */
package dev.varve.plan.partition;
