package dev.varve.plan.advise;

import dev.varve.array.Shape;

/**
 * Reads of an extent, wherever they begin.
 *
 * @param extents what one takes of the array, at least 1 along each axis
 * @param weight how often such reads are made, beside the others
 */
public record WeightedRead(Shape extents, double weight) {}
