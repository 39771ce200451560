/** Varve as its users meet it: the packaged command, and other programs that read and write the same files. */
package dev.varve.interop;
