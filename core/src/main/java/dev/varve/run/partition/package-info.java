/**
 * One store filled by many processes: in comes the {@linkplain dev.varve.plan.partition.WorkPlan plan} that all of them share, out
 * come recorded tasks and, once none is missing, a complete store.
 */
package dev.varve.run.partition;
