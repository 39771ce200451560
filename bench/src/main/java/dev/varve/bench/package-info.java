/** Benchmarks. A made-up field and a setting flow in; bytes per second and encoded size flow out. */
package dev.varve.bench;
