/**
 * The codec pipeline: the engine that moves regions between blocks in memory and chunks in a store. Reads go plan, fetch,
 * decode, scatter; writes go fetch what is not overwritten, merge, encode, set. Plans are pure values; how many threads
 * work and how much memory they may take are arguments.
 */
package dev.varve.pipeline;
