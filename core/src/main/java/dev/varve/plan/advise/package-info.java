/**
 * Which chunks and shards suit the reads that are made most: from the shape of an array and the extents of typical reads to what
 * each way of cutting it up would cost, averaged over all origins that a read may have. Pure; nothing is read.
 */
package dev.varve.plan.advise;
