/** Which codec chains are tried on a field and what they have to keep: pure decisions of a sweep. */
package dev.varve.plan.sweep;
