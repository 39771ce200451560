/**
 * Values: bytes, element types, shapes, regions, fill values and in-memory blocks. No IO happens here and nothing is
 * imported but the JDK; every other package speaks in these terms.
 */
package dev.varve.array;
