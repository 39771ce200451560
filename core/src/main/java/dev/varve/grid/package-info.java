/**
 * Where chunks lie in an array, and where a region meets them. Pure integer arithmetic on shapes and regions; bytes and
 * values are unknown here.
 */
package dev.varve.grid;
