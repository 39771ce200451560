/**
 * Fields compressed under a budget: each chunk is decoded again and measured while it is written, what breaks the budget is
 * written without loss or with the next chain, and what was done is said in the field's attributes.
 */
package dev.varve.run.compress;
