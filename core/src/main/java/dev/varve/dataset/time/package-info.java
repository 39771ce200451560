/**
 * Time as the CF conventions count it: a number of units since a date of a calendar, exact in integers. Numbers and text go in,
 * instants and spans come out.
 */
package dev.varve.dataset.time;
