/**
 * How far decoded fields are from the originals and how much information fields hold: pure functions of blocks of numbers,
 * computed chunk by chunk and combined in the chunks' order, so that results do not depend on threads.
 */
package dev.varve.measure;
