/** How a dataset is cut up anew within a memory limit: ways for each variable, what each would cost, and which one is taken. Pure. */
package dev.varve.plan.rechunk;
