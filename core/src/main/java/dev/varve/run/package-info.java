/**
 * Plans carried out: blocks copied by many threads in one order, verified as they are written, compared and digested.
 */
package dev.varve.run;
