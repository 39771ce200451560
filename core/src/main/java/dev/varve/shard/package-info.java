/**
 * Sharding as a layout: which bytes of a stored object are which inner chunk. Pure; the pipeline asks it for byte ranges
 * and does the IO.
 */
package dev.varve.shard;
