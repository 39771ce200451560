/** The command {@code varve}. Arguments flow in; an answer on stdout, progress on stderr and an exit code flow out. */
package dev.varve.cli;
